using Tanuki.Repositories.Mapping;

namespace Tanuki.Repositories.Tests.Mapping;

public class StackTracesTests
{
    [Theory]
    [InlineData(
        "Traceback (most recent call last):\n  File \"/w/tests/test_cart.py\", line 9, in test_total\n    assert total(c) == 3\n  File \"/w/shop/cart.py\", line 4, in total\n    return x / 0\nZeroDivisionError: division by zero\n",
        "/w/shop/cart.py:4 total 0|/w/tests/test_cart.py:9 test_total 1")]
    [InlineData("tests/test_cart.py:9: AssertionError\nshop/cart.py:4: ZeroDivisionError", "tests/test_cart.py:9  0|shop/cart.py:4  1")]
    [InlineData(
        "TypeError: x is not a function\n    at total (/w/src/cart.js:4:11)\n    at async Object.<anonymous> (file:///w/test/cart.test.mjs:9:3)\n    at node:internal/process:1:1",
        "/w/src/cart.js:4 total 0|/w/test/cart.test.mjs:9 Object.<anonymous> 1")]
    [InlineData(
        "System.DivideByZeroException: x\n   at Shop.Cart.Total(Int32 a) in /w/src/Cart.cs:line 4\n   at Shop.Tests.CartTests.Totals() in /w/tests/CartTests.cs:line 9\n",
        "/w/src/Cart.cs:4 Shop.Cart.Total 0|/w/tests/CartTests.cs:9 Shop.Tests.CartTests.Totals 1")]
    [InlineData("src/Cart.cs(4,13): error CS0103: The name 'x' does not exist [/w/Shop.csproj]", "src/Cart.cs:4  0")]
    [InlineData(
        "java.lang.ArithmeticException: / by zero\n\tat shop.Cart.total(Cart.java:4)\n\tat app//shop.CartTest.totals(CartTest.java:9)\n",
        "Cart.java:4 shop.Cart.total 0|CartTest.java:9 app//shop.CartTest.totals 1")]
    [InlineData("[ERROR] /w/src/main/java/shop/Cart.java:[4,9] cannot find symbol", "/w/src/main/java/shop/Cart.java:4  0")]
    [InlineData(
        "panic: runtime error: integer divide by zero\n\ngoroutine 7 [running]:\nshop.Total(...)\n\t/w/cart.go:4 +0x1d\nshop.TestTotal(0xc0)\n\t/w/cart_test.go:9 +0x2b\n",
        "/w/cart.go:4  0|/w/cart_test.go:9  1")]
    [InlineData("    cart_test.go:9: got 2, want 3", "cart_test.go:9  0")]
    [InlineData("thread 'tests::total' panicked at src/cart.rs:4:9:\nattempt to divide by zero\n", "src/cart.rs:4  0")]
    [InlineData("error[E0425]: cannot find value\n --> src/cart.rs:4:5", "src/cart.rs:4  0")]
    [InlineData("cart.rb:4:in `total': divided by 0 (ZeroDivisionError)", "cart.rb:4 total 0")]
    [InlineData("PHP Fatal error: Uncaught x in /w/src/Cart.php:4", "/w/src/Cart.php:4  0")]
    [InlineData("src/cart.cpp:4:12: error: 'x' was not declared", "src/cart.cpp:4  0")]
    [InlineData("nothing of the kind, at 12:30", "")]
    public void Places_are_read_out_of_what_programs_print(string output, string frames) =>
        Assert.Equal(frames, string.Join('|', StackTraces.Parse(output).Select(frame => $"{frame.File}:{frame.Line} {frame.Symbol} {frame.Depth}")));

    [Theory]
    [InlineData('.')]
    [InlineData('a')]
    [InlineData('(')]
    public void A_line_without_end_is_no_place(char character) => Assert.Empty(StackTraces.Parse(new string(character, 900_000)));

    [Fact]
    public void Any_amount_of_output_is_read_in_bounds() => Assert.Equal(500, StackTraces.Parse(string.Concat(Enumerable.Repeat("a.py:1: x\n", 1_000_000))).Count);
}
