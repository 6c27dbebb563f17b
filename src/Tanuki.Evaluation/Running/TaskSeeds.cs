using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tanuki.Evaluation.Running;

internal static class TaskSeeds
{
    /// <summary>Depends on the seed and the id alone, so that a task gives the same whatever else is evaluated; below 2^53, exact in JSON everywhere.</summary>
    public static long For(long seed, string taskId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}\n{taskId}")));
        return (long)(BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11);
    }
}
