namespace Tanuki.Repositories.Git;

/// <summary>
/// What git is told so that nothing of a repository's own configuration runs a program: a repository is untrusted, and git itself runs
/// hooks, file system monitors, clean and smudge filters, external diffs and merge drivers that its configuration names.
/// </summary>
internal static class GitSettings
{
    private static readonly string[] Always =
    [
        "core.hooksPath=/dev/null",
        "core.fsmonitor=false",
        "core.pager=cat",
        "core.editor=false",
        "core.askPass=false",
        "core.sshCommand=false",
        "core.gitProxy=",
        "core.alternateRefsCommand=",
        "core.quotePath=false",
        "core.safecrlf=false",
        "core.splitIndex=false",
        "core.untrackedCache=false",
        "diff.external=",
        "diff.ignoreSubmodules=all",
        "gpg.program=false",
        "log.showSignature=false",
        "commit.gpgSign=false",
        "tag.gpgSign=false",
        "credential.helper=",
        "protocol.allow=never",
        "submodule.recurse=false",
        "gc.auto=0",
        "maintenance.auto=false",
        "advice.detachedHead=false",
    ];

    /// <summary>Of the user's own configuration, what says how files are read and which owners are trusted.</summary>
    public const string TrustedPattern = @"^(core\.(autocrlf|eol|excludesfile)|safe\.directory)$";

    /// <summary>Names in the repository's configuration under which programs may be named.</summary>
    public const string ProgramPattern = @"^(filter|diff|merge)\..+\.(clean|smudge|process|required|command|textconv|driver)$";

    public static Dictionary<string, string> Environment(bool user) => new(StringComparer.Ordinal)
    {
        ["PATH"] = Sandbox.HostPrograms.HostProgram.SearchPath,
        ["HOME"] = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile),
        ["LANG"] = "C.UTF-8",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_ATTR_NOSYSTEM"] = "1",
        [user ? "GIT_CONFIG_COUNT" : "GIT_CONFIG_GLOBAL"] = user ? "0" : "/dev/null",
        ["GIT_OPTIONAL_LOCKS"] = "0",
        ["GIT_TERMINAL_PROMPT"] = "0",
        ["GIT_NO_LAZY_FETCH"] = "1",
        ["GIT_NO_REPLACE_OBJECTS"] = "1",
        ["GIT_ALLOW_PROTOCOL"] = "none",
        ["GIT_PAGER"] = "cat",
        ["GIT_EDITOR"] = "false",
    };

    public static IEnumerable<string> Arguments(IEnumerable<string> more) =>
        Always.Concat(more).SelectMany(setting => (string[])["-c", setting]);

    /// <summary>An empty command is none: <c>filter.lfs.clean</c> becomes <c>filter.lfs.clean=</c>.</summary>
    public static IEnumerable<string> Disarm(IEnumerable<string> names) =>
        names.Select(name => name.EndsWith(".required", StringComparison.OrdinalIgnoreCase) ? name + "=false" : name + "=");
}
