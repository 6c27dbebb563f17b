namespace Tanuki.Sandbox.Docker.Containers;

/// <summary>What is fixed when a container is created: one of the same shape can stand in for another.</summary>
/// <param name="Image">An image's id.</param>
/// <param name="Processes">The program's; the keeper comes on top.</param>
/// <param name="DiskMebibytes">Size of <c>/tmp</c> and <c>/dev/shm</c>, each.</param>
/// <param name="WorkMebibytes">Size of <c>/work</c>, where the job's own files lie beside the program's.</param>
/// <param name="BuildMebibytes">Size of the compiler's output folder; 0 for languages without a compiler.</param>
/// <param name="Compiles">Whether the program may write there.</param>
/// <param name="WorkFiles">How many files <c>/work</c> may hold.</param>
/// <param name="Debug">Allows what debuggers need.</param>
internal sealed record ContainerShape(
    string Image,
    int MemoryMebibytes,
    int Processes,
    int DiskMebibytes,
    int WorkMebibytes,
    int BuildMebibytes,
    bool Compiles,
    int WorkFiles = ContainerShape.Files,
    bool Debug = false)
{
    public const int Files = 65_536;
}
