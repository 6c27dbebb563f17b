namespace Tanuki.Sandbox;

internal static class SandboxLimitsCheck
{
    /// <exception cref="ArgumentOutOfRangeException">A limit lies outside its documented range.</exception>
    public static void Validate(SandboxJob job)
    {
        Validate(job.Limits);
        if (job.Arguments.Any(argument => argument.Contains('\0')))
            throw new ArgumentException("An argument contains a NUL character.", nameof(job));
    }

    /// <exception cref="ArgumentOutOfRangeException">A limit lies outside its documented range.</exception>
    public static void Validate(SandboxLimits limits)
    {
        Within(limits.Time.TotalSeconds, 0.05, 3600, nameof(limits.Time));
        Within(limits.MemoryMebibytes, 16, 1 << 20, nameof(limits.MemoryMebibytes));
        Within(limits.Processes, 1, 1 << 20, nameof(limits.Processes));
        Within(limits.DiskMebibytes, 1, 1 << 20, nameof(limits.DiskMebibytes));
        Within(limits.OutputBytes, 0, int.MaxValue, nameof(limits.OutputBytes));
        Within(limits.KeptOutputBytes, 0, 64 * 1024 * 1024, nameof(limits.KeptOutputBytes));
    }

    public static void Within(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
            throw new ArgumentOutOfRangeException(name, value, $"{name} lies outside {least} to {most}.");
    }
}
