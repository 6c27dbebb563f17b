using System.Collections.Frozen;

namespace Tanuki.Agents.Extraction.Python;

/// <summary>
/// Names of Python's standard library that a program may read without having bound them: a model whose answer begins with the function's head has no place left
/// for an import, and forgets it. Where it reads such a name the program can only fail, so that the import takes nothing away. Modules that reach out of the
/// program are left out.
/// </summary>
internal static class StandardNames
{
    private static readonly string[] Modules =
    [
        "array", "bisect", "calendar", "cmath", "collections", "copy", "datetime", "decimal", "functools", "heapq", "itertools", "json", "math", "operator", "random", "re",
        "statistics", "string", "sys", "textwrap", "time", "unicodedata",
    ];

    private static readonly FrozenDictionary<string, string> ModuleOf = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["abc"] = ["ABC", "abstractmethod"],
        ["bisect"] = ["bisect", "bisect_left", "bisect_right", "insort"],
        ["collections"] = ["ChainMap", "Counter", "OrderedDict", "defaultdict", "deque", "namedtuple"],
        ["copy"] = ["deepcopy"],
        ["dataclasses"] = ["dataclass", "field"],
        ["datetime"] = ["date", "datetime", "timedelta"],
        ["decimal"] = ["Decimal"],
        ["enum"] = ["Enum"],
        ["fractions"] = ["Fraction"],
        ["functools"] = ["cache", "cmp_to_key", "lru_cache", "partial", "reduce", "wraps"],
        ["heapq"] = ["heapify", "heappop", "heappush", "heappushpop", "heapreplace", "nlargest", "nsmallest"],
        ["itertools"] =
        [
            "accumulate", "chain", "combinations", "combinations_with_replacement", "cycle", "dropwhile", "groupby", "islice", "pairwise", "permutations", "product", "repeat",
            "starmap", "takewhile", "zip_longest",
        ],
        ["math"] =
        [
            "atan2", "ceil", "comb", "cos", "degrees", "exp", "factorial", "floor", "gcd", "hypot", "inf", "isqrt", "lcm", "log", "log10", "log2", "perm", "pi", "prod", "radians", "sin",
            "sqrt", "tan",
        ],
        ["operator"] = ["attrgetter", "itemgetter"],
        ["statistics"] = ["mean", "median", "mode", "stdev"],
        ["string"] = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "punctuation"],
        ["typing"] =
        [
            "Any", "Callable", "Deque", "Dict", "FrozenSet", "Iterable", "Iterator", "List", "Mapping", "Optional", "Sequence", "Set", "Tuple", "Union",
        ],
    }.SelectMany(module => module.Value.Select(name => (Name: name, Module: module.Key))).ToFrozenDictionary(entry => entry.Name, entry => entry.Module, StringComparer.Ordinal);

    private static readonly FrozenSet<string> ModuleNames = Modules.ToFrozenSet(StringComparer.Ordinal);

    /// <param name="usedAsModule">Whether the program reads something of the module's from it, as in <c>bisect.insort</c> or <c>datetime.datetime</c>.</param>
    /// <returns>The line that binds <paramref name="name"/>; null when it is no name of the standard library.</returns>
    public static string? ImportOf(string name, Func<string, bool> usedAsModule) => (ModuleNames.Contains(name), ModuleOf.GetValueOrDefault(name)) switch
    {
        (true, null) => $"import {name}",
        (true, _) when ModuleOf.Any(entry => entry.Value == name && usedAsModule($"{name}.{entry.Key}")) => $"import {name}",
        (_, { } module) => $"from {module} import {name}",
        _ => null,
    };
}
