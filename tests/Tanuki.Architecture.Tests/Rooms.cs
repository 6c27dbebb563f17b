using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace Tanuki.Architecture.Tests;

/// <summary>The rooms of the house and which may use which: the table of ARCHITECTURE.md as data.</summary>
internal static class Rooms
{
    public const string Core = "Tanuki.Core";
    public const string Contract = "Tanuki.Engine.Contract";
    public const string Engine = "Tanuki.Engine";
    public const string Models = "Tanuki.Models";
    public const string SandboxContract = "Tanuki.Sandbox.Contract";
    public const string Sandbox = "Tanuki.Sandbox";
    public const string SandboxServer = "Tanuki.Sandbox.Server";
    public const string Tools = "Tanuki.Tools";
    public const string Repositories = "Tanuki.Repositories";
    public const string Agents = "Tanuki.Agents";
    public const string Evaluation = "Tanuki.Evaluation";
    public const string Cli = "tanuki";

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> MayUse { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [Core] = [],
        [Contract] = [],
        [Engine] = [Core, Contract],
        [Models] = [Core, Contract],
        [SandboxContract] = [],
        [Sandbox] = [Core, SandboxContract],
        [SandboxServer] = [Core, Sandbox, SandboxContract],
        [Repositories] = [Core, Sandbox],
        [Tools] = [Core, Sandbox],
        [Agents] = [Core, Models, Sandbox, Tools, Repositories],
        [Evaluation] = [Core, Models, Sandbox, Agents],
        [Cli] = [Core, Models, Sandbox, Tools, Repositories, Agents, Evaluation],
    };

    public static IReadOnlyDictionary<string, Assembly> Assemblies { get; } =
        MayUse.Keys.ToDictionary(name => name, name => Assembly.Load(new AssemblyName(name)));

    public static ArchUnitNET.Domain.Architecture House { get; } = new ArchLoader().LoadAssemblies([.. Assemblies.Values]).Build();

    /// <summary>The types that people wrote, without what the compiler and gRPC generated.</summary>
    public static IEnumerable<System.Type> Written(Assembly assembly) => assembly.GetTypes().Where(type =>
        !type.IsNested
        && type.Namespace?.StartsWith("Tanuki", StringComparison.Ordinal) == true
        && !type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false));
}
