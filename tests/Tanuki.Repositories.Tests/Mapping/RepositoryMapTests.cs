using Tanuki.Repositories.Mapping;
using Tanuki.Repositories.Reading;
using Tanuki.Repositories.Symbols;
using Tanuki.Repositories.Symbols.Extraction;

namespace Tanuki.Repositories.Tests.Mapping;

public class RepositoryMapTests
{
    private static readonly (string Path, string Text)[] Shop =
    [
        ("shop/__init__.py", ""),
        ("shop/cart.py", "from shop.money import round_cents\nfrom shop.discount import discount_for\n\nclass Cart:\n    \"\"\"What a customer wants to buy.\"\"\"\n    def total(self):\n        return round_cents(sum(self.prices) - discount_for(self))\n"),
        ("shop/money.py", "def round_cents(amount):\n    \"\"\"Rounds to whole cents.\"\"\"\n    return int(amount * 100) / 100\n"),
        ("shop/discount.py", "RATES = {}\n\ndef discount_for(cart):\n    return RATES.get(cart.customer, 0)\n"),
        ("shop/mail.py", "import smtplib\n\ndef send_invoice(customer, text):\n    return smtplib.SMTP(customer.host).send(text)\n"),
        ("shop/report.py", "from shop.cart import Cart\n\ndef monthly_report(carts):\n    return sum(Cart.total(c) for c in carts)\n"),
        ("tests/test_money.py", "from shop.money import round_cents\n\ndef test_half():\n    assert round_cents(0.005) == 0.01\n"),
        ("tests/test_cart.py", "from shop.cart import Cart\n\ndef test_total():\n    assert Cart().total() == 0\n"),
        ("docs/guide.md", "About carts.\n"),
    ];

    [Theory]
    [InlineData("Amounts are rounded down to cents instead of to the nearest", "", "shop/money.py")]
    [InlineData("`discount_for` crashes for unknown customers", "", "shop/discount.py")]
    [InlineData("Fix shop/mail.py", "", "shop/mail.py")]
    [InlineData("Make the tests pass", "tests/test_money.py:4: AssertionError\nFAILED tests/test_money.py::test_half - assert 0.0 == 0.01", "shop/money.py")]
    [InlineData("Make the tests pass", "Traceback (most recent call last):\n  File \"/elsewhere/tests/test_cart.py\", line 4, in test_total\n  File \"/elsewhere/shop/cart.py\", line 7, in total\n  File \"/usr/lib/python3/smtplib.py\", line 1, in x\nAttributeError: prices", "shop/cart.py")]
    [InlineData("The invoice mail has no subject", "", "shop/mail.py")]
    public void The_file_to_change_comes_first(string task, string output, string expected) =>
        Assert.Equal(expected, Map(Shop).Localise(new MapFocus { Task = task, TestOutput = output })[0].Path);

    [Fact]
    public void A_failing_test_leads_to_what_it_tests_in_every_language()
    {
        var cases = new (string Test, string Output, string Expected, (string, string)[] Files)[]
        {
            ("cart.test.js", "    at Object.<anonymous> (/w/cart.test.js:3:5)", "lib/cart.js", [("cart.test.js", "const { total } = require('./lib/cart');\ntotal();\n"), ("lib/cart.js", "exports.total = function () { return 1; };\n"), ("lib/other.js", "exports.other = function () { return 2; };\n")]),
            ("CartTests.cs", "   at Shop.Tests.CartTests.Totals() in /w/tests/CartTests.cs:line 2", "src/Cart.cs", [("tests/CartTests.cs", "namespace Shop.Tests; public class CartTests {\n public void Totals() { new Cart().Total(); } }\n"), ("src/Cart.cs", "namespace Shop; public class Cart { public int Total() => 1; }\n"), ("src/Mail.cs", "namespace Shop; public class Mail { public void Send() { } }\n")]),
            ("CartTest.java", "\tat shop.CartTest.totals(CartTest.java:2)", "src/main/java/shop/Cart.java", [("src/test/java/shop/CartTest.java", "package shop;\nclass CartTest { void totals() { new Cart().total(); } }\n"), ("src/main/java/shop/Cart.java", "package shop;\nclass Cart { int total() { return 1; } }\n"), ("src/main/java/shop/Mail.java", "package shop;\nclass Mail { void send() {} }\n")]),
            ("cart_test.go", "    cart_test.go:3: got 2", "cart.go", [("cart_test.go", "package shop\nfunc TestTotal(t *testing.T) {\n\tTotal()\n}\n"), ("cart.go", "package shop\nfunc Total() int { return 1 }\n"), ("mail.go", "package shop\nfunc Send() {}\n")]),
            ("cart.rs", "thread 'cart' panicked at tests/cart.rs:2:5:", "src/cart.rs", [("tests/cart.rs", "use shop::cart::total;\n#[test] fn cart() { assert_eq!(total(), 1); }\n"), ("src/cart.rs", "pub fn total() -> i32 { 2 }\n"), ("src/mail.rs", "pub fn send() {}\n")]),
        };

        Assert.All(cases, each => Assert.Equal(each.Expected, Map(each.Files).Localise(new MapFocus { Task = "Make the tests pass", TestOutput = each.Output })[0].Path));
    }

    [Fact]
    public void What_stack_traces_and_changes_say_is_given_as_the_reason()
    {
        var ranked = Map(Shop).Localise(new MapFocus { TestOutput = "shop/cart.py:7: AttributeError", Changed = ["shop/mail.py"] });

        Assert.Equal([7], ranked.Single(file => file.Path == "shop/cart.py").Lines);
        Assert.Equal("a stack trace names line 7", ranked[0].Reasons[0]);
        Assert.Contains("changed lately", ranked.Single(file => file.Path == "shop/mail.py").Reasons);
    }

    [Theory]
    [InlineData("test_all.py:8: AssertionError", "shop/zebra.py")]
    [InlineData("FAILED test_all.py::test_money - AssertionError", "shop/money.py")]
    public void Of_a_test_file_only_the_test_that_failed_counts(string output, string expected)
    {
        using var repository = Support.TestRepository.Plain();
        (string Path, string Text)[] files =
        [
            ("test_all.py", "from shop.money import cents\nfrom shop.zebra import stripes\n\ndef test_money():\n    assert cents(1) == 100\n\ndef test_zebra():\n    assert stripes() == 3\n"),
            ("shop/money.py", "def cents(x):\n    return x\n"), ("shop/zebra.py", "def stripes():\n    return 2\n"),
        ];
        foreach (var (path, text) in files)
            repository.Write(path, text);

        Assert.Equal(expected, Map(files, repository.Root).Localise(new MapFocus { TestOutput = output })[0].Path);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(100_000)]
    public void A_map_never_exceeds_its_budget(int budget)
    {
        var map = Map(Shop).Render(new MapFocus { Task = "discounts" }, budget, text => text.Length / 3);

        Assert.True(map.Length / 3 <= budget);
        Assert.Equal(budget >= 20, map.Contains("discount_for"));
    }

    [Fact]
    public void A_map_is_an_outline_of_what_matters()
    {
        var map = Map(Shop).Render(new MapFocus { Task = "`Cart.total` is wrong" }, 16, text => text.Split(['\n', ' '], StringSplitOptions.RemoveEmptyEntries).Length);

        Assert.StartsWith("shop/cart.py:\n", map);
        Assert.Contains("6: def total(self)\n", map);
    }

    [Fact]
    public void The_same_gives_the_same()
    {
        var focus = new MapFocus { Task = "rounding of discounts in the cart", TestOutput = "tests/test_cart.py:4: AssertionError" };

        Assert.Equal(Map(Shop).Localise(focus).Select(file => (file.Path, file.Score)), Map(Shop).Localise(focus).Select(file => (file.Path, file.Score)));
        Assert.Equal(Map(Shop).Render(focus, 200, text => text.Length), Map([.. Shop.Reverse()]).Render(focus, 200, text => text.Length));
    }

    [Fact]
    public void Nothing_is_a_repository_too() => Assert.Empty(Map([]).Localise(new MapFocus { Task = "x" }));

    private static RepositoryMap Map((string Path, string Text)[] files, string root = "/w") => RepositoryMap.Build(root, files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file =>
    {
        var text = System.Text.Encoding.UTF8.GetBytes(file.Text);
        return SymbolExtractor.Extract(file.Path, FileLanguages.Of(file.Path, text), text);
    }));
}
