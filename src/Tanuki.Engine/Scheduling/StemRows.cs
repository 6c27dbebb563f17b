namespace Tanuki.Engine.Scheduling;

/// <summary>A stem's part of one batch: its next token, and behind it those that were guessed to follow.</summary>
/// <param name="First">Row of the next token.</param>
/// <param name="FromSiblings">Whether siblings suggested the guess, and not the sample's own text.</param>
internal sealed record StemRows(Stem Stem, int First, int[] Guess, bool FromSiblings)
{
    /// <summary>How many guessed tokens were then drawn.</summary>
    public int Right { get; set; }

    /// <summary>Whether the token that was drawn last has its logits in this batch already.</summary>
    public bool NextIsGuessed => !Stem.Finished && Right < Guess.Length && Stem.NextToken == Guess[Right];
}
