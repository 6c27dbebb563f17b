// The harness's side of the link: what the generated stand-ins of the candidate's types call.
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;

namespace TanukiHarness;

/// <summary>The running check cannot be decided; a test that catches it is still not believed.</summary>
public sealed class LostException(string message) : Exception(message);

public readonly record struct Handle(int Number, int Epoch);

/// <summary>Base of the stand-ins; equality is identity unless the candidate's class overrides it.</summary>
public abstract class RemoteObject
{
    protected RemoteObject(Handle handle)
    {
        TanukiHandle = handle;
        Remote.Link.Register(handle, this);
    }

    internal Handle TanukiHandle { get; }
}

internal sealed class Remote : Wire
{
    public static readonly Remote Link = new();

    private readonly StreamReader _in = new(Console.OpenStandardInput(), new UTF8Encoding(false), false, 1 << 16);
    private readonly StreamWriter _out = new(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
    private readonly Dictionary<int, object> _objects = [];
    private int _epoch;
    private int _restarts;

    public string? Fault { get; private set; }

    public string? Dead { get; private set; }

    public int Calls { get; private set; }

    public void Forgive() => Fault = null;

    public string? ReadLine() => _in.ReadLine();

    public void WriteLine(string line)
    {
        _out.WriteLine(line);
        _out.Flush();
    }

    public static T Call<T>(string type, RemoteObject? self, string name, object?[] arguments, params Type[] types) =>
        (T)Link.Request(type, self, name, arguments, types, typeof(T))!;

    public static async Task<T> CallAsync<T>(string type, RemoteObject? self, string name, object?[] arguments, params Type[] types)
    {
        await Task.CompletedTask;
        return Call<T>(type, self, name, arguments, types);
    }

    public static Handle New(string type, object?[] arguments, params Type[] types)
    {
        var made = (JsonNode)Link.Request(type, null, ".ctor", arguments, types, typeof(Handle))!;
        return new Handle(made[0]!.GetValue<int>(), Link._epoch);
    }

    public void Register(Handle handle, object value) => _objects[handle.Number] = value;

    public Exception Lose(string reason, bool dead = false)
    {
        Fault ??= reason;
        if (dead)
            Dead = reason;
        return new LostException(reason);
    }

    public bool Restart()
    {
        if (_restarts++ == 3)
            return false;
        WriteLine("K");
        while (_in.ReadLine() is { } line)
        {
            if (line[0] == 'H' && line.Contains("fresh", StringComparison.Ordinal))
            {
                _objects.Clear();
                _epoch++;
                (Dead, Fault) = (null, null);
                Receive();
                return Dead is null;
            }
        }

        return false;
    }

    public JsonObject Receive()
    {
        var line = _in.ReadLine();
        if (line is null)
            Environment.Exit(3);
        if (line[0] == 'H')
            throw Lose(JsonNode.Parse(line[1..])!["lost"]!.GetValue<string>(), dead: true);
        try
        {
            return JsonNode.Parse(line[1..])!.AsObject();
        }
        catch (Exception)
        {
            throw Lose("the program wrote to the harness's channel", dead: true);
        }
    }

    private object? Request(string type, RemoteObject? self, string name, object?[] arguments, Type[] types, Type result)
    {
        if (Dead is not null)
            throw Lose(Dead);
        Calls++;
        var request = new JsonObject { ["c"] = type, ["m"] = name, ["w"] = types.Any(t => t.IsByRef) || arguments.Any(IsMutable) };
        try
        {
            request["i"] = self is null ? null : Number(self);
            request["s"] = new JsonArray([.. types.Select(t => (JsonNode)t.ToString())]);
            request["a"] = new JsonArray([.. arguments.Select((a, i) => Encode(a, types[i]))]);
        }
        catch (Exception e) when (e is not LostException)
        {
            throw Lose("the arguments cannot be passed to the program: " + e.Message);
        }

        WriteLine("C" + request.ToJsonString());
        var reply = Receive();
        Exception? thrown = null;
        object? value = null;
        try
        {
            if (reply["w"] is JsonArray written)
                TakeBack(written, arguments, types);
            if (reply["x"] is JsonArray chain)
                thrown = Error(chain, reply["text"]!.GetValue<string>(), reply["p"]?.GetValue<string>());
            else if (reply["f"] is null)
                value = result == typeof(Handle) ? reply["v"] : result == typeof(Nothing) ? default(Nothing) : Decode(reply["v"], result);
            if (thrown is null && reply["f"] is null && result.IsValueType && value is null && Nullable.GetUnderlyingType(result) is null)
                throw new FormatException();
        }
        catch (Exception)
        {
            throw Lose("the program's answer is malformed", dead: true);
        }

        if (reply["f"] is { } refused)
            throw Lose("the result cannot be passed on: " + refused.GetValue<string>());
        if (thrown is not null)
            throw thrown;
        return value;
    }

    private void TakeBack(JsonArray written, object?[] arguments, Type[] types)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (written[i] is not JsonArray wrapped)
                continue;
            var now = Decode(wrapped[0], types[i]);
            if (types[i].IsByRef)
                arguments[i] = now;
            else
                Refill(arguments[i]!, now!);
        }
    }

    private static Exception Error(JsonArray chain, string text, string? parameter)
    {
        foreach (var name in chain.Select(n => n!.GetValue<string>()))
        {
            // Only the candidate's exception classes and those of the base library exist here; the harness's own do not count.
            var type = name.StartsWith("TanukiHarness.", StringComparison.Ordinal) ? null : typeof(Remote).Assembly.GetType(name) ?? typeof(object).Assembly.GetType(name);
            if (type is null || !typeof(Exception).IsAssignableFrom(type) || type.IsAbstract)
                continue;
            if (type == typeof(ArgumentNullException) || type == typeof(ArgumentOutOfRangeException))
                return (Exception)Activator.CreateInstance(type, parameter, text)!;
            var made = type.GetConstructor([typeof(string)]) is { } constructor ? (Exception)constructor.Invoke([text]) : (Exception)RuntimeHelpers.GetUninitializedObject(type);
            return made;
        }

        return new Exception(text);
    }

    private int Number(RemoteObject value) =>
        value.TanukiHandle.Epoch == _epoch ? value.TanukiHandle.Number : throw Lose("an object belongs to a process that ended");

    protected override bool IsOpaque(Type type) => typeof(RemoteObject).IsAssignableFrom(type) || (type.IsInterface && type.Assembly == typeof(Remote).Assembly);

    protected override JsonNode EncodeOpaque(object value) => new JsonArray(Number((RemoteObject)value), value.GetType().FullName);

    protected override object DecodeOpaque(JsonNode node, Type type)
    {
        var number = node[0]!.GetValue<int>();
        if (_objects.TryGetValue(number, out var known))
            return known;
        var actual = typeof(Remote).Assembly.GetType(node[1]!.GetValue<string>());
        if (actual is null || !type.IsAssignableFrom(actual) || !typeof(RemoteObject).IsAssignableFrom(actual))
            throw new FormatException("no such class");
        return Activator.CreateInstance(actual, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance, null, [new Handle(number, _epoch)], null)!;
    }
}

/// <summary>The result of a method that returns nothing.</summary>
public readonly struct Nothing;
