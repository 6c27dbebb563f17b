using Tanuki.Engine.Scheduling;

namespace Tanuki.Engine.Tests.Scheduling;

public sealed class PromptLookupTests
{
    private static readonly int[] _eight = [1, 2, 3, 4, 5, 6, 7, 8];

    [Fact]
    public void The_text_goes_on_as_it_did_the_last_time() =>
        Assert.Equal([20, 21, 22], new PromptLookup().Guess([.. _eight, 10, 11, 12, .. _eight, 20, 21, 22, 23, .. _eight], 100));

    [Fact]
    public void Seven_equal_tokens_suggest_nothing() =>
        Assert.Empty(new PromptLookup().Guess([.. _eight, 9, 10, 99, .. _eight[1..]], 100));

    [Fact]
    public void A_text_shorter_than_a_match_suggests_nothing() => Assert.Empty(new PromptLookup().Guess(_eight, 100));

    [Fact]
    public void A_repetition_is_guessed_to_go_on()
    {
        var lookup = new PromptLookup();
        lookup.Learn(3, 3);

        Assert.Equal([2, 1, 2, 1, 2, 1, 2], lookup.Guess([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1], 100));
    }

    [Fact]
    public void No_guess_is_longer_than_there_is_room_for()
    {
        int[] text = [.. _eight, 9, 10, .. _eight];

        Assert.Equal([9, 10], new PromptLookup().Guess(text, 2));
        Assert.Empty(new PromptLookup().Guess(text, 0));
        Assert.Empty(new PromptLookup().Guess(text, -1));
    }

    [Fact]
    public void Guesses_grow_while_they_come_true_and_start_again_when_not()
    {
        var lookup = new PromptLookup();
        int[] text = [.. Enumerable.Repeat(1, 100)];
        var lengths = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            lengths.Add(lookup.Guess(text, 100).Length);
            lookup.Learn(lengths[^1], lengths[^1]);
        }
        lookup.Learn(15, 5);
        lengths.Add(lookup.Guess(text, 100).Length);

        Assert.Equal([3, 7, 15, PromptLookup.Longest, PromptLookup.Longest, 3], lengths);
    }

    [Fact]
    public void After_two_that_were_all_wrong_there_is_a_pause()
    {
        var lookup = new PromptLookup();
        int[] text = [.. Enumerable.Repeat(1, 100)];
        lookup.Learn(3, 0);
        Assert.NotEmpty(lookup.Guess(text, 100));
        lookup.Learn(3, 0);

        var lengths = Enumerable.Range(0, PromptLookup.Pause + 1).Select(_ => lookup.Guess(text, 100).Length).ToArray();

        Assert.Equal([.. Enumerable.Repeat(0, PromptLookup.Pause), 3], lengths);
    }

    [Fact]
    public void After_an_edit_the_copy_goes_on_where_it_was_left_and_not_where_text_looked_alike_last()
    {
        int[] text = [.. _eight, 20, 90, 30, 31, 32, 33, 34, 35, .. _eight, 20, 30, 31, 32, 43, 44, 45, 99, .. _eight];
        var lookup = new PromptLookup();
        // The first eight tokens are copied, and the one behind them.
        lookup.Guess([.. text[..9], 99, .. _eight], 3);
        lookup.Learn(3, 1);

        int[] edited = [.. text, 20, 30, 31, 32];

        Assert.Equal([33, 34, 35], lookup.Guess(edited, 3));
        Assert.Equal([43, 44, 45], new PromptLookup().Guess(edited, 3));
    }

    [Fact]
    public void What_is_too_far_from_the_copy_needs_a_long_match()
    {
        int[] between = [.. Enumerable.Range(100, PromptLookup.Near)];
        int[] file = [.. _eight, 20, .. between, 50, 51, 52, 53];
        var lookup = new PromptLookup();
        lookup.Guess([.. file, .. _eight], 3);
        lookup.Learn(3, 1);

        Assert.Empty(lookup.Guess([.. file, .. _eight, 20, 50, 51, 52], 3));
        Assert.Equal([110, 111, 112], lookup.Guess([.. file, .. _eight, 20, 107, 108, 109], 3));
    }
}
