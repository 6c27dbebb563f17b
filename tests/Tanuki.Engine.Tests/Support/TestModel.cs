using Tanuki.Core.Machine;
using Tanuki.Engine.Resources;

namespace Tanuki.Engine.Tests.Support;

/// <summary>The bundled backbone.</summary>
internal static class TestModel
{
    public const string FirstShard = "tanuki-0.5b-00001-of-00003.gguf";

    public static string Path { get; } = Find();

    public static MemoryGuard Guard { get; } = new(MachineMemory.Read);

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
        {
            if (File.Exists(System.IO.Path.Combine(folder, "Tanuki.slnx")))
                return System.IO.Path.Combine(folder, "models", FirstShard);
        }

        throw new DirectoryNotFoundException("The tests do not lie in a clone of the repository.");
    }
}
