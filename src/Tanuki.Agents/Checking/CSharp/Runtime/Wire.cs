// The data that crosses between the harness and the candidate's process. Both sides know the static type of every value, so
// plain JSON says it; a value of static type object carries its type, and objects of the candidate's classes cross as numbers.
using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace TanukiHarness;

internal abstract class Wire
{
    private static readonly Type[] Known =
    [
        typeof(bool), typeof(int), typeof(long), typeof(double), typeof(string), typeof(char), typeof(decimal), typeof(float), typeof(byte),
        typeof(short), typeof(uint), typeof(ulong), typeof(sbyte), typeof(ushort), typeof(BigInteger), typeof(DateTime), typeof(TimeSpan),
        typeof(Guid), typeof(int[]), typeof(double[]), typeof(string[]), typeof(List<int>), typeof(List<string>), typeof(List<double>), typeof(object[]), typeof(List<object>),
    ];

    /// <summary>The number of an object that stays on its side, or null when the type is data.</summary>
    protected abstract JsonNode? EncodeOpaque(object value);

    protected abstract object? DecodeOpaque(JsonNode node, Type type);

    protected abstract bool IsOpaque(Type type);

    public JsonNode? Encode(object? value, Type type)
    {
        if (value is null)
            return null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsByRef)
            type = type.GetElementType()!;
        if (type == typeof(object) || type == typeof(IComparable) || type == typeof(ValueType))
        {
            var actual = value.GetType();
            if (IsOpaque(actual))
                return new JsonArray("h", EncodeOpaque(value));
            var index = Array.IndexOf(Known, actual);
            return index >= 0 ? new JsonArray(index, Encode(value, actual)) : throw new NotSupportedException($"a {actual.Name} as an object");
        }

        switch (value)
        {
            case bool b: return JsonValue.Create(b);
            case string s: return JsonValue.Create(Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(s.AsSpan())));
            case char c: return JsonValue.Create((int)c);
            case double d: return JsonValue.Create(d.ToString("R", CultureInfo.InvariantCulture));
            case float f: return JsonValue.Create(f.ToString("R", CultureInfo.InvariantCulture));
            case DateTime t: return new JsonArray(t.Ticks, (int)t.Kind);
            case TimeSpan t: return JsonValue.Create(t.Ticks);
            case Enum e: return JsonValue.Create(Convert.ToInt64(e, CultureInfo.InvariantCulture));
            case sbyte or byte or short or ushort or int or uint or long or ulong or decimal or BigInteger or Guid:
                return JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture));
            case ITuple tuple when value.GetType().FullName!.StartsWith("System.", StringComparison.Ordinal):
                var parts = value.GetType().GetGenericArguments();
                return new JsonArray([.. parts.Select((p, i) => Encode(tuple[i], p))]);
        }

        if (Map(type) is { } map)
        {
            var entries = new JsonArray();
            foreach (var entry in (IEnumerable)value)
            {
                var t = entry.GetType();
                entries.Add(new JsonArray(Encode(t.GetProperty("Key")!.GetValue(entry), map.Key), Encode(t.GetProperty("Value")!.GetValue(entry), map.Value)));
            }

            return entries;
        }

        if (Element(type) is { } element)
        {
            var items = new JsonArray();
            if (value is Array { Rank: > 1 } grid)
            {
                var sizes = Enumerable.Range(0, grid.Rank).Select(r => (JsonNode)grid.GetLength(r)).ToArray();
                return new JsonArray(new JsonArray(sizes), new JsonArray([.. grid.Cast<object?>().Select(x => Encode(x, element))]));
            }

            foreach (var item in (IEnumerable)value)
            {
                if (items.Count == 1_000_000)
                    throw new NotSupportedException("a sequence of more than a million items");
                items.Add(Encode(item, element));
            }

            return items;
        }

        return IsOpaque(value.GetType()) ? EncodeOpaque(value) : throw new NotSupportedException($"the type {type}");
    }

    public object? Decode(JsonNode? node, Type type)
    {
        if (node is null)
            return null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsByRef)
            type = type.GetElementType()!;
        if (type == typeof(object) || type == typeof(IComparable) || type == typeof(ValueType))
        {
            var array = node.AsArray();
            return array[0]!.GetValueKind() == System.Text.Json.JsonValueKind.String
                ? DecodeOpaque(array[1]!, type)
                : Decode(array[1], Known[array[0]!.GetValue<int>()]);
        }

        if (type == typeof(bool)) return node.GetValue<bool>();
        if (type == typeof(string)) return new string(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, char>(Convert.FromHexString(node.GetValue<string>())));
        if (type == typeof(char)) return (char)node.GetValue<int>();
        if (type == typeof(DateTime)) return new DateTime(node[0]!.GetValue<long>(), (DateTimeKind)node[1]!.GetValue<int>());
        if (type == typeof(TimeSpan)) return new TimeSpan(node.GetValue<long>());
        if (type == typeof(BigInteger)) return BigInteger.Parse(node.GetValue<string>(), CultureInfo.InvariantCulture);
        if (type == typeof(Guid)) return Guid.Parse(node.GetValue<string>());
        if (type.IsEnum) return Enum.ToObject(type, node.GetValue<long>());
        if (type.IsPrimitive || type == typeof(decimal)) return Convert.ChangeType(node.GetValue<string>(), type, CultureInfo.InvariantCulture);
        if (IsOpaque(type)) return DecodeOpaque(node, type);
        if (typeof(ITuple).IsAssignableFrom(type))
            return Activator.CreateInstance(type, [.. type.GetGenericArguments().Select((p, i) => Decode(node[i], p))]);
        if (Map(type) is { } map)
        {
            var made = (IDictionary)Activator.CreateInstance((type.IsInterface ? typeof(Dictionary<,>) : type.GetGenericTypeDefinition()).MakeGenericType(map.Key, map.Value))!;
            foreach (var entry in node.AsArray())
                made.Add(Decode(entry![0], map.Key)!, Decode(entry[1], map.Value));
            return made;
        }

        if (Element(type) is { } element)
            return DecodeSequence(node.AsArray(), type, element);
        throw new NotSupportedException($"the type {type}");
    }

    private object DecodeSequence(JsonArray node, Type type, Type element)
    {
        if (type.IsArray && type.GetArrayRank() > 1)
        {
            var grid = Array.CreateInstance(element, [.. node[0]!.AsArray().Select(n => n!.GetValue<int>())]);
            var at = new int[grid.Rank];
            foreach (var item in node[1]!.AsArray())
            {
                grid.SetValue(Decode(item, element), at);
                for (var r = grid.Rank - 1; r >= 0 && ++at[r] == grid.GetLength(r); r--)
                    at[r] = 0;
            }

            return grid;
        }

        var items = Array.CreateInstance(element, node.Count);
        for (var i = 0; i < node.Count; i++)
            items.SetValue(Decode(node[i], element), i);
        if (type.IsArray || (type.IsInterface && type.Name is "IEnumerable`1" or "IReadOnlyList`1" or "IReadOnlyCollection`1" or "IEnumerable"))
            return items;
        var definition = type.IsInterface ? (type.Name is "ISet`1" or "IReadOnlySet`1" ? typeof(HashSet<>) : typeof(List<>)) : type.GetGenericTypeDefinition();
        if (definition == typeof(Stack<>))
            Array.Reverse(items);
        return Activator.CreateInstance(definition.MakeGenericType(element), items)!;
    }

    /// <summary>Gives a container the content of another of its kind, in place.</summary>
    public static void Refill(object target, object source)
    {
        if (target is Array array)
            Array.Copy((Array)source, array, Math.Min(array.Length, ((Array)source).Length));
        else if (target is IDictionary map)
        {
            map.Clear();
            foreach (DictionaryEntry entry in (IDictionary)source)
                map.Add(entry.Key, entry.Value);
        }
        else if (target is IList list)
        {
            list.Clear();
            foreach (var item in (IEnumerable)source)
                list.Add(item);
        }
        else
        {
            var type = target.GetType();
            type.GetMethod("Clear", [])!.Invoke(target, null);
            var add = type.GetMethods().First(m => m.Name is "Add" or "Push" or "Enqueue" or "AddLast" && m.GetParameters().Length == 1);
            foreach (var item in type.Name == "Stack`1" ? ((IEnumerable)source).Cast<object?>().Reverse() : ((IEnumerable)source).Cast<object?>())
                add.Invoke(target, [item]);
        }
    }

    public static bool IsMutable(object? value) =>
        value is Array or IDictionary or IList || value?.GetType() is { IsGenericType: true, Namespace: "System.Collections.Generic" };

    private static (Type Key, Type Value)? Map(Type type) =>
        type.IsGenericType && type.Name is "Dictionary`2" or "IDictionary`2" or "IReadOnlyDictionary`2" or "SortedDictionary`2" or "SortedList`2"
            ? (type.GetGenericArguments()[0], type.GetGenericArguments()[1])
            : null;

    private static Type? Element(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.Namespace == "System.Collections.Generic" && type.GetGenericArguments() is [var element] ? element
        : null;
}
