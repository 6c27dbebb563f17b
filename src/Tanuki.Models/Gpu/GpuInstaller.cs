using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Tanuki.Core;

namespace Tanuki.Models.Gpu;

/// <summary>Fetches a library with npm, which compares it with the lock file, as the build does with llama.cpp's own.</summary>
internal sealed class GpuInstaller(ModelEnvironment environment)
{
    private const string Base = "libggml-base.so";

    /// <summary>Begins the name of a folder; the number of the process that works in it follows.</summary>
    private const string Unfinished = ".installing-";

    /// <summary>What the package holds beside the library, and room to spare.</summary>
    private const long BesideLibrary = 128 << 20;

    private readonly GpuLibraries _libraries = new(environment);

    /// <returns>Where the library is now.</returns>
    /// <exception cref="TanukiException">It could not be fetched, or is not what was promised.</exception>
    public async Task<string> InstallAsync(GpuBuild build, GpuPackage package, CancellationToken cancellationToken)
    {
        var target = _libraries.PathOf(package, build);
        var scratch = Path.Combine(_libraries.Root, string.Create(CultureInfo.InvariantCulture, $"{Unfinished}{Environment.ProcessId}"));
        try
        {
            Directory.CreateDirectory(scratch);
            RemoveForgotten();
            RequireRoom(scratch, package);
            foreach (var file in Directory.EnumerateFiles(package.Folder))
                File.Copy(file, Path.Combine(scratch, Path.GetFileName(file)), overwrite: true);
            await RunAsync(scratch, cancellationToken).ConfigureAwait(false);
            var library = Path.Combine(scratch, "node_modules", package.Name, package.Library);
            await RequireFitAsync(library, package, cancellationToken).ConfigureAwait(false);
            _libraries.Remove(build);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(library, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TanukiException($"The library could not be put into {_libraries.Root}: {e.Message}", "Check the folder's permissions and the disk's room.", e);
        }
        finally
        {
            if (Directory.Exists(scratch))
                Directory.Delete(scratch, recursive: true);
        }
        new GpuCrashes(_libraries).Forget(build);
        return target;
    }

    /// <summary>What calls left that were killed.</summary>
    private void RemoveForgotten()
    {
        foreach (var folder in Directory.EnumerateDirectories(_libraries.Root, Unfinished + "*"))
            if (!Directory.Exists($"/proc/{Path.GetFileName(folder)[Unfinished.Length..]}"))
                Directory.Delete(folder, recursive: true);
    }

    private static void RequireRoom(string folder, GpuPackage package)
    {
        var needed = package.DownloadBytes + package.LibraryBytes + BesideLibrary;
        if (new DriveInfo(folder).AvailableFreeSpace is var free && free < needed)
        {
            throw new TanukiException(
                string.Create(CultureInfo.InvariantCulture, $"The library needs {needed / 1e6:0} MB on the disk for a while, and {free / 1e6:0} MB are free."),
                "Make some room, or set XDG_DATA_HOME to a folder on another disk.");
        }
    }

    private static async Task RunAsync(string folder, CancellationToken cancellationToken)
    {
        // A cache of its own: what npm keeps for everybody would be a second copy that nobody needs.
        var start = new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--cache", Path.Combine(folder, "cache")])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Start(start);
        npm.StandardInput.Close();
        var (output, error) = (npm.StandardOutput.ReadToEndAsync(cancellationToken), npm.StandardError.ReadToEndAsync(cancellationToken));
        try
        {
            await npm.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            await output.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            await npm.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        if (npm.ExitCode != 0)
        {
            throw new TanukiException(
                $"npm could not fetch it: {Shown.Value(FirstLine(await error.ConfigureAwait(false)))}.",
                "Check the network; `npm config get registry` says where npm looks.");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new TanukiException("npm was not found, which fetches and checks the library.", "Install it (Debian: apt install npm).", e);
        }
    }

    /// <summary>The first line that says more than which code it has.</summary>
    private static string FirstLine(string error) => error.Split('\n').Select(line => line.Replace("npm error", "", StringComparison.Ordinal).Trim().TrimEnd('.'))
        .FirstOrDefault(line => line.Length > 0 && !line.StartsWith("code ", StringComparison.Ordinal)) ?? "it gave no reason";

    /// <summary>The library calls into ggml's base, which must be the very file that the engine has.</summary>
    private async Task RequireFitAsync(string library, GpuPackage package, CancellationToken cancellationToken)
    {
        if (new FileInfo(library) is not { Exists: true } file || file.Length != package.LibraryBytes)
            throw new TanukiException($"The package {package.Name} does not hold what it should.", "Build the engine again, and try once more.");
        var own = Path.Combine(GpuPackage.NativeFolder(environment), Base);
        var its = Path.Combine(Path.GetDirectoryName(library)!, Base);
        if (File.Exists(its) && await HashAsync(own, cancellationToken).ConfigureAwait(false) != await HashAsync(its, cancellationToken).ConfigureAwait(false))
            throw new TanukiException($"The package {package.Name} is for another version of ggml than the engine's.", "Build the engine again, and try once more.");
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexString(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
    }
}
