namespace Tanuki.Sandbox;

public enum SandboxStream
{
    StandardOutput,
    StandardError,
}

/// <summary>Receives what a program prints while it runs. The bytes are the receiver's only until it returns.</summary>
public delegate void SandboxOutput(SandboxStream stream, ReadOnlySpan<byte> bytes);
