namespace Tanuki.Engine.Offloading;

/// <summary>A graphics processor as ggml sees it.</summary>
/// <param name="Handle">A <c>ggml_backend_dev_t</c>, which lives as long as the process.</param>
/// <param name="Free">Bytes.</param>
/// <param name="Total">Bytes.</param>
/// <param name="SharesMemory">It has none of its own: what is put there is taken from the machine's.</param>
internal sealed record GpuDevice(nint Handle, string Name, string Description, long Free, long Total, bool SharesMemory);
