namespace Tanuki.Engine.Resources;

/// <summary>Memory of a graphics processor, in bytes.</summary>
internal sealed record GpuMemory(string Name, long Total, long Free);
