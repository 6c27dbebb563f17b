using System.Text.Json;
using Tanuki.Core.Receipts;

namespace Tanuki.Core.Tests.Receipts;

public sealed class ReceiptTests
{
    private const string Old = """
        {"driver":"docker","toolchain":"sha256:aa","limits":{"time":"10 s"},"not_enforced":["disk"]}
        """;

    [Fact]
    public void An_image_has_a_name_of_its_own_and_what_is_not_there_is_not_written()
    {
        var sandbox = new ReceiptSandbox
        {
            Driver = "docker",
            Image = "sha256:aa",
            Limits = new Dictionary<string, string> { ["time"] = "10 s" },
            NotEnforced = ["disk"],
        };

        Assert.Equal(
            """{"driver":"docker","image":"sha256:aa","limits":{"time":"10 s"},"not_enforced":["disk"]}""",
            JsonSerializer.Serialize(sandbox, TanukiJson.Compact));
    }

    [Fact]
    public void A_receipt_from_before_is_read_and_written_as_it_was()
    {
        var sandbox = JsonSerializer.Deserialize<ReceiptSandbox>(Old, TanukiJson.Compact)!;

        Assert.Equal("sha256:aa", sandbox.Toolchain);
        Assert.Equal(Old, JsonSerializer.Serialize(sandbox, TanukiJson.Compact));
    }
}
