namespace Tanuki.Engine.Offloading;

/// <summary>Divides the last layers of a model among devices, each taking consecutive ones, as llama.cpp does.</summary>
internal static class LayerSplit
{
    /// <summary>As many as fit, on as few devices as will do: what crosses from one to the next costs time.</summary>
    /// <param name="layers">Bytes of each.</param>
    /// <param name="room">Bytes that each device has for layers; nothing where it is negative.</param>
    /// <returns>How many each device takes.</returns>
    public static IReadOnlyList<int> Fitting(IReadOnlyList<long> layers, IReadOnlyList<long> room)
    {
        for (var first = 0; ; first++)
            if (Pack(layers, first, room) is { } packed)
                return packed;
    }

    /// <summary>By the devices' memory; the one that has most takes what is left over.</summary>
    /// <param name="room">Bytes; the first has most.</param>
    public static IReadOnlyList<int> Proportional(int layers, IReadOnlyList<long> room)
    {
        var all = Math.Max(1, room.Sum());
        int[] split = [.. room.Select(bytes => (int)(layers * (double)bytes / all))];
        split[0] += layers - split.Sum();
        return split;
    }

    /// <returns>Null: those from <paramref name="first"/> on do not fit.</returns>
    private static int[]? Pack(IReadOnlyList<long> layers, int first, IReadOnlyList<long> room)
    {
        var (split, next) = (new int[room.Count], first);
        for (var device = 0; device < room.Count; device++)
            for (var left = room[device]; next < layers.Count && layers[next] <= left; next++, split[device]++)
                left -= layers[next];
        return next == layers.Count ? split : null;
    }
}
