using System.Text;

namespace Shop.Orders;

/// <summary>An order.</summary>
[Serializable]
public sealed record Order(int Id)
{
    private readonly int _count = 3;

    /// <summary>Adds a line.</summary>
    public void Add(Line line) => _lines.Add(line);

    public int Total { get; private set; }

    public Order(string text) : this(int.Parse(text)) { }

    internal enum State { Open, Closed }
}

public interface IStore<T> where T : class
{
    Task SaveAsync(T item);
}

public delegate void Changed(Order order);
