using Tanuki.Core;
using Tanuki.Core.Secrets;
using Tanuki.Models.Catalogue;
using Tanuki.Models.Engines;
using Tanuki.Models.Remote;

namespace Tanuki.Models.Backbones;

/// <summary>Opens the backbone that a <c>--model</c> value names.</summary>
public static class BackboneFactory
{
    /// <param name="model">A catalogue name, the path of a GGUF, or <c>openai:BASE_URL#MODEL</c>.</param>
    /// <param name="status">Told what takes time: checking, starting, loading.</param>
    /// <exception cref="UsageException">There is no such model.</exception>
    /// <exception cref="TanukiException">A file is missing, truncated or altered, or cannot be loaded.</exception>
    /// <exception cref="BackboneUnavailableException">The engine cannot be started, or the endpoint cannot be reached.</exception>
    public static Task<IBackbone> OpenAsync(string model, IProgress<string>? status, CancellationToken cancellationToken) =>
        OpenAsync(ModelEnvironment.FromProcess(), model, status, cancellationToken);

    public static async Task<IBackbone> OpenAsync(
        ModelEnvironment environment, string model, IProgress<string>? status, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (environment.TestScript is { } script)
        {
            status?.Report($"No model is asked: the answers come from {script} (TANUKI_TEST_SCRIPT)");
            return await ScriptFile.OpenAsync(script, cancellationToken).ConfigureAwait(false);
        }

        if (RemoteModel.IsNamedBy(model))
        {
            var remote = await RemoteBackbone.OpenAsync(environment, model, new RemoteLimits(), status, cancellationToken).ConfigureAwait(false);
            return new RedactingBackbone(remote, SecretScanner.ForProcess);
        }

        var catalogue = new ModelCatalogue(environment);
        var resolved = catalogue.Resolve(model);
        var checking = status is null ? null : new Checking(resolved.Name, status);
        var verified = await catalogue.VerifyAsync(resolved, force: false, checking, cancellationToken).ConfigureAwait(false);
        return await LocalBackbone.OpenAsync(
            environment, resolved.Name, resolved.FirstFile, verified.Sha256, status, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Speaks up only when files are really being read: the fast path reports nothing but the end.</summary>
    private sealed class Checking(string name, IProgress<string> status) : IProgress<double>
    {
        private bool told;

        public void Report(double value)
        {
            if (told || value >= 1)
                return;
            told = true;
            status.Report($"Checking the files of {name}");
        }
    }
}
