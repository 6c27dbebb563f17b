using CsCheck;
using Tanuki.Engine.Scheduling;

namespace Tanuki.Engine.Tests.Scheduling;

public sealed class KvLedgerTests
{
    private const int Sequences = 6;

    [Fact]
    public void It_counts_as_if_every_cell_had_a_list_of_its_holders() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, Sequences - 1], Gen.Int[0, Sequences - 1], Gen.Int[0, 9]).Array[0, 60].Sample(steps =>
        {
            var ledger = new KvLedger(1000, Sequences);
            var cells = Enumerable.Range(0, Sequences).Select(_ => new List<object>()).ToList();
            foreach (var (kind, first, second, amount) in steps)
            {
                if (kind == 0 && amount > 0)
                {
                    ledger.Append(first, amount);
                    cells[first].AddRange(Enumerable.Range(0, amount).Select(_ => new object()));
                }
                else if (kind == 1 && first != second && cells[second].Count == 0)
                {
                    var tokens = Math.Min(amount, cells[first].Count);
                    ledger.CopyPrefix(first, second, tokens);
                    cells[second].AddRange(cells[first].Take(tokens));
                }
                else if (kind == 2)
                {
                    ledger.Release(first);
                    cells[first].Clear();
                }
                Assert.Equal(cells.SelectMany(held => held).Distinct().Count(), ledger.Used);
                Assert.Equal(cells[first].Count, ledger.LengthOf(first));
                int[] some = [first, second];
                Assert.Equal(some.SelectMany(sequence => cells[sequence]).Distinct().Count(), ledger.UsedBy(some.Distinct()));
            }
        });
}
