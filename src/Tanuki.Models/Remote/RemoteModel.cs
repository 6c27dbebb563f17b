using Tanuki.Core;

namespace Tanuki.Models.Remote;

/// <summary>What <c>openai:BASE_URL#MODEL</c> names.</summary>
/// <param name="Base">Ends with a slash, for example <c>http://127.0.0.1:8080/v1/</c>.</param>
/// <param name="Name">As the endpoint calls it; empty where the user left it out.</param>
internal sealed record RemoteModel(Uri Base, string Name)
{
    private const string Prefix = "openai:";
    private const string Form = "Write openai:BASE_URL#MODEL, for example openai:http://127.0.0.1:8080/v1#qwen.";

    /// <summary>What the questions that only one kind of server knows are asked below.</summary>
    public Uri Root => Base.AbsolutePath.EndsWith("/v1/", StringComparison.Ordinal) ? new Uri(Base, "../") : Base;

    /// <summary>Nobody on the way can read what is sent.</summary>
    public bool IsPrivate => Base.Scheme == Uri.UriSchemeHttps || Base.IsLoopback;

    public static bool IsNamedBy(string model) => model.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="UsageException">It is no such address.</exception>
    public static RemoteModel Parse(string text)
    {
        var (address, name) = text[Prefix.Length..].Split('#', 2) switch
        {
            [var before, var after] => (before, after),
            var whole => (whole[0], ""),
        };
        // What follows must not quote an address that may hold a password.
        if (!Uri.TryCreate(address, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https") || parsed.Host.Length == 0)
            throw new UsageException("What follows openai: is not an http:// or https:// address.", Form);
        if (parsed.UserInfo.Length > 0)
            throw new UsageException("The address of the model has a user name or password in it, which would end up in logs.", "Put the key into OPENAI_API_KEY instead.");
        if (parsed.Query.Length > 0)
            throw new UsageException("The address of the model has a query (?…).", Form);
        if (name.Length > 200 || name.Any(char.IsControl) || name.Trim() != name)
            throw new UsageException($"\"{Shown.Value(name)}\" cannot be the name of a model.", Form);
        return new RemoteModel(new Uri(parsed.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/"), name);
    }

    public override string ToString() => $"{Prefix}{Base.ToString().TrimEnd('/')}#{Name}";
}
