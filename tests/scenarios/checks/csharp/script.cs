using System.Collections.Generic;

namespace Shop;

public enum Kind { Plain, Gift }

public class EmptyCartException : InvalidOperationException
{
    public EmptyCartException(string message) : base(message) { }
}

public class Item
{
    public Item(string name, decimal price) => (Name, Price) = (name, price);

    public string Name { get; }
    public decimal Price { get; set; }
    public Kind Kind { get; set; }

    public override string ToString() => $"{Name}: {Price}";
    public override bool Equals(object? o) => o is Item i && i.Name == Name && i.Price == Price;
    public override int GetHashCode() => Name.GetHashCode();
}

public class Cart
{
    private readonly List<Item> _items = new();

    public int Count => _items.Count;

    public Cart Add(Item item)
    {
        _items.Add(item);
        return this;
    }

    public decimal Total()
    {
        if (_items.Count == 0)
            throw new EmptyCartException("nothing in it");
        return _items.Sum(i => i.Price);
    }

    public Item First() => _items[0];

    public List<Item> All() => _items;

    public async Task<int> CountAsync()
    {
        await Task.Delay(1);
        return Count;
    }
}
// === tests
using System.Diagnostics;
using Shop;

var cart = new Cart();
Debug.Assert(cart.Count == 0);
try
{
    cart.Total();
    throw new Exception("no error");
}
catch (EmptyCartException e)
{
    Debug.Assert(e.Message == "nothing in it");
}

var apple = new Item("apple", 1.5m) { Kind = Kind.Gift };
cart.Add(apple).Add(new Item("pear", 2m));
Debug.Assert(cart.Total() == 3.5m);
Debug.Assert(cart.First().Kind == Kind.Gift && ReferenceEquals(cart.First(), apple));
Debug.Assert(apple.Equals(new Item("apple", 1.5m)) && apple.ToString() == "apple: 1.5");
apple.Price = 5;
Debug.Assert(cart.All()[0].Price == 5 && cart.All().Count == 2);
Debug.Assert(await cart.CountAsync() == 2);
