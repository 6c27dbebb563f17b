using System.Globalization;
using System.Text.RegularExpressions;
using Tanuki.Core;
using Tanuki.Models.Catalogue;

namespace Tanuki.Models.Downloads;

/// <summary>What <c>models pull</c> was asked for.</summary>
/// <param name="Name">What the model is called on this machine.</param>
/// <param name="Entry">The catalogue's; null for a file that it does not know.</param>
/// <param name="Repository">OWNER/REPO on the hub; null for a plain address.</param>
internal sealed partial record PullSource(string Name, CatalogueEntry? Entry, string? Repository, IReadOnlyList<WantedFile> Files)
{
    public const string HubPrefix = "hf:";

    /// <param name="text">A catalogue name, <c>hf:OWNER/REPO/FILE</c> with <c>@REVISION</c> after REPO if wanted, or an address.</param>
    /// <param name="hub">Where the model hub is.</param>
    /// <param name="sha256">What the user expects; null for nothing.</param>
    /// <exception cref="UsageException">It is none of these.</exception>
    public static PullSource Parse(string text, IReadOnlyList<CatalogueEntry> entries, Uri hub, string? sha256)
    {
        if (sha256 is not null && !Digest().IsMatch(sha256))
            throw new UsageException($"\"{Shown.Value(sha256)}\" is not a SHA-256.", "It has 64 hexadecimal digits.");
        var digest = sha256?.ToLowerInvariant();
        if (text.StartsWith(HubPrefix, StringComparison.Ordinal))
            return OnHub(text, hub, digest);
        if (text.Contains("://", StringComparison.Ordinal))
            return At(text, digest);
        if (entries.FirstOrDefault(entry => entry.Name == text) is not { } found)
        {
            throw new UsageException(
                $"There is no model named \"{Shown.Value(text)}\".",
                $"Known models: {string.Join(", ", entries.Select(entry => entry.Name))}. hf:OWNER/REPO/FILE and an address work, too.");
        }
        if (found is { Bundled: true })
            throw new UsageException($"{found.Name} is part of Tanuki and is not fetched.", "Restore its files with `git checkout -- models`.");
        if (digest is not null)
            throw new UsageException("--sha256 is for files that the catalogue does not know.", "The catalogue has its own.");
        return Known(found, hub);
    }

    private static PullSource Known(CatalogueEntry entry, Uri hub)
    {
        var (repository, revision) = entry.Source is { } source && HubFolder().Match(source) is { Success: true } match
            ? (match.Groups["repo"].Value, match.Groups["revision"].Value)
            : throw new TanukiException($"The catalogue does not say where {entry.Name} comes from.", "Name its file: hf:OWNER/REPO/FILE or an address.");
        return new PullSource(
            entry.Name, entry, repository,
            [.. entry.Files.Select(file => new WantedFile(HubFile(hub, repository, revision, file.Name), file.Name, file.Sha256 is null ? null : file.Bytes, file.Sha256))]);
    }

    private static PullSource OnHub(string text, Uri hub, string? sha256)
    {
        if (HubPath().Match(text) is not { Success: true } match)
            throw new UsageException($"\"{Shown.Value(text)}\" does not name a file on the hub.", "Write hf:OWNER/REPO/FILE.gguf, or hf:OWNER/REPO@REVISION/FILE.gguf.");
        var (repository, file) = (match.Groups["repo"].Value, match.Groups["file"].Value);
        var revision = match.Groups["revision"] is { Success: true, Value: var named } ? named : "main";
        return Unknown(HubFile(hub, repository, revision, file), Path.GetFileName(file), repository, sha256);
    }

    private static PullSource At(string text, string? sha256)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
            throw new UsageException($"\"{Shown.Value(text)}\" is not an address that can be fetched.", "It begins with https://.");
        if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback && sha256 is null)
            throw new UsageException("An http:// address is not protected: anybody on the way could put another model in its place.", "Use https://, or say what to expect with --sha256.");
        var name = Uri.UnescapeDataString(address.Segments[^1]);
        if (!FileName().IsMatch(name))
            throw new UsageException($"\"{Shown.Value(text)}\" does not end with the name of a GGUF file.", "Name the address of the .gguf file itself.");
        return Unknown(address, name, repository: null, sha256);
    }

    /// <summary>A file that the catalogue does not know, with the shards that belong to it.</summary>
    private static PullSource Unknown(Uri address, string file, string? repository, string? sha256)
    {
        if (ShardName().Match(file) is not { Success: true } shard)
            return new PullSource(NameOf(Path.GetFileNameWithoutExtension(file)), null, repository, [new WantedFile(address, file, null, sha256)]);
        var (stem, number, count) = (shard.Groups["stem"].Value, shard.Groups["number"].Value, shard.Groups["count"].Value);
        if (number != "00001")
            throw new UsageException($"\"{Shown.Value(file)}\" is not the first shard of its model.", "Name the first one; the others are fetched with it.");
        if (sha256 is not null)
            throw new UsageException("--sha256 is for one file, and this model is split.", "Leave it out, and compare with `tanuki models verify` afterwards.");
        var names = Enumerable.Range(1, int.Parse(count, CultureInfo.InvariantCulture)).Select(i => FormattableString.Invariant($"{stem}-{i:D5}-of-{count}.gguf"));
        return new PullSource(NameOf(stem), null, repository, [.. names.Select(name => new WantedFile(new Uri(address, Uri.EscapeDataString(name)), name, null, null))]);
    }

    private static Uri HubFile(Uri hub, string repository, string revision, string file) => new(hub, $"{repository}/resolve/{revision}/{file}");

    private static string NameOf(string stem) => stem.ToLowerInvariant();

    [GeneratedRegex("^[0-9a-fA-F]{64}$", RegexOptions.ExplicitCapture)]
    private static partial Regex Digest();

    [GeneratedRegex(@"^hf:(?<repo>[\w.-]+/[\w.-]+)@(?<revision>[\w.-]+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex HubFolder();

    [GeneratedRegex(@"^hf:(?<repo>\w[\w.-]*/\w[\w.-]*)(@(?<revision>\w[\w.-]*))?/(?<file>(\w[\w.-]*/)*\w[\w.-]*\.gguf)$", RegexOptions.ExplicitCapture)]
    private static partial Regex HubPath();

    [GeneratedRegex(@"^(?<stem>.+)-(?<number>[0-9]{5})-of-(?<count>0[0-9]{4})\.gguf$", RegexOptions.ExplicitCapture)]
    private static partial Regex ShardName();

    [GeneratedRegex(@"^\w[\w.-]*\.gguf$", RegexOptions.ExplicitCapture)]
    private static partial Regex FileName();
}
