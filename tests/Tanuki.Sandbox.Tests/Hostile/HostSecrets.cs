using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Unsafe;

namespace Tanuki.Sandbox.Tests.Hostile;

/// <summary>
/// What a hostile program would like to find on the host: files, services, a process with a secret, and what the caller
/// itself has in its environment and among its descriptors.
/// </summary>
internal sealed class HostSecrets : IDisposable
{
    private const string CallerVariable = "TANUKI_CANARY";
    private const int ReadAndWrite = 2;
    private static readonly string CallerSecret = $"caller-{Guid.NewGuid():N}";

    private readonly string _marker = $"tanuki-canary-{Guid.NewGuid():N}";
    private readonly string _socketFile = Path.Combine(Path.GetTempPath(), $"canary-{Guid.NewGuid():N}");
    private readonly List<Socket> _listeners = [];
    private readonly Supervisor _process;
    private readonly int _inheritable;

    static HostSecrets() => Environment.SetEnvironmentVariable(CallerVariable, CallerSecret);

    private HostSecrets()
    {
        HomeFile = Secret(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));
        TmpFile = Secret(Path.GetTempPath());
        RepositoryFile = Secret(Path.Combine(HostileScenario.Repository(), "artifacts"));
        var loopback = Listen(new IPEndPoint(IPAddress.IPv6Any, 0), AddressFamily.InterNetworkV6);
        Port = ((IPEndPoint)loopback.LocalEndPoint!).Port;
        Listen(new UnixDomainSocketEndPoint("\0" + _marker), AddressFamily.Unix);
        Listen(new UnixDomainSocketEndPoint(_socketFile), AddressFamily.Unix);
        _process = Supervisor.Start(
            new ProcessPlan
            {
                Program = "/bin/cat",
                Arguments = [],
                Environment = new Dictionary<string, string> { ["SECRET"] = _marker },
                Interactive = true,
                Time = TimeSpan.FromMinutes(2),
                OutputBytes = 0,
                KeptOutputBytes = 0,
            },
            new SessionTree());

        // Not closed on exec, unlike everything that .NET opens.
        _inheritable = open(TmpFile, ReadAndWrite);
        Assert.True(_inheritable > 2);
    }

    public static async Task<HostSecrets> PlantAsync()
    {
        var secrets = new HostSecrets();
        await secrets._process.Input;
        return secrets;
    }

    public string HomeFile { get; }

    public string TmpFile { get; }

    public string RepositoryFile { get; }

    public int Port { get; }

    /// <summary>In every scenario's arguments, so that its processes can be found afterwards.</summary>
    public string RunMarker { get; } = $"tanuki-run-{Guid.NewGuid():N}";

    /// <summary>Puts what it is about in place of a text's placeholders.</summary>
    public string Fill(string text) => text
        .Replace("{home_file}", HomeFile, StringComparison.Ordinal)
        .Replace("{tmp_file}", TmpFile, StringComparison.Ordinal)
        .Replace("{repository_file}", RepositoryFile, StringComparison.Ordinal)
        .Replace("{tcp_port}", $"{Port}", StringComparison.Ordinal)
        .Replace("{abstract_socket}", _marker, StringComparison.Ordinal)
        .Replace("{socket_file}", _socketFile, StringComparison.Ordinal)
        .Replace("{reversed_process_secret}", string.Concat(_marker.Reverse()), StringComparison.Ordinal)
        .Replace("{reversed_caller_secret}", string.Concat(CallerSecret.Reverse()), StringComparison.Ordinal);

    /// <summary>Processes whose command line has the marker of this run.</summary>
    public IReadOnlyList<int> Survivors() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), out var pid) ? pid : 0)
            .Where(pid => pid > 0 && CommandLine(pid).Contains(RunMarker, StringComparison.Ordinal)),
    ];

    public void Dispose()
    {
        _process.Kill();
        _ = close(_inheritable);
        foreach (var listener in _listeners)
            listener.Dispose();
        foreach (var path in (string[])[HomeFile, TmpFile, RepositoryFile, _socketFile])
            File.Delete(path);
        foreach (var pid in Survivors())
            _ = Libc.kill(pid, Libc.SigKill);
    }

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string Secret(string folder)
    {
        var path = Path.Combine(folder, $"tanuki-canary-{Guid.NewGuid():N}");
        File.WriteAllText(path, "a secret");
        return path;
    }

    private Socket Listen(EndPoint address, AddressFamily family)
    {
        var listener = new Socket(family, SocketType.Stream, ProtocolType.Unspecified);
        if (family == AddressFamily.InterNetworkV6)
            listener.DualMode = true;
        listener.Bind(address);
        listener.Listen();
        _listeners.Add(listener);
        return listener;
    }

    [DllImport("libc")]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc")]
    private static extern int close(int descriptor);
}
