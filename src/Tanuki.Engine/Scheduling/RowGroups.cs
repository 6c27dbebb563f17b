namespace Tanuki.Engine.Scheduling;

/// <summary>
/// ggml's kernels for repacked weights take four rows of a batch at a time and what is left one by one, and each of those passes
/// over all weights again. With the bundled model two or three left over cost more than four: 57 ms for six rows, 48 ms for
/// eight (docs/LOG.md, 2026-11-23). Layers on a graphics processor have no such steps, and there one or two rows more are lost in
/// the time that reading the weights takes; so nobody asks where the layers are.
/// </summary>
internal static class RowGroups
{
    public const int Size = 4;

    /// <returns>At least so many rows, in whole groups.</returns>
    public static int Whole(int rows) => (rows + Size - 1) / Size * Size;

    /// <returns>Rows that may be added for next to nothing.</returns>
    public static int Free(int rows) => rows == Size - 1 ? 1 : Missing(rows);

    /// <returns>How many rows to add, so that the batch takes the least time; 0 to 2.</returns>
    public static int Missing(int rows) => rows > Size && rows % Size >= 2 ? Size - rows % Size : 0;
}
