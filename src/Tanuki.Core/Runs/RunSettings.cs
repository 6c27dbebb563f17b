namespace Tanuki.Core.Runs;

/// <summary>The options of a run that change its outcome; stored in the log so that a resumed run uses the same.</summary>
/// <param name="Candidates">Most candidates before any repair; default 10, range 1 to 64.</param>
/// <param name="BudgetSeconds">Wall time after which the best so far is answered, anew with each resumption; default 120 s.</param>
/// <param name="Seed">Candidate i is sampled with a seed derived from this and i.</param>
/// <param name="Model">A catalogue name, a path to a GGUF, or <c>openai:BASE_URL#MODEL</c>.</param>
/// <param name="Raw">One sample at temperature 0 and no selection.</param>
/// <param name="RepairRounds">Repair rounds when nothing passes; default 1, range 0 to 2.</param>
/// <param name="AskForInputs">Where a task shows no example and has no tests, the tester names inputs on which candidates are compared.</param>
public sealed record RunSettings(
    int Candidates = 10,
    double BudgetSeconds = 120,
    long Seed = 0,
    string Model = "tanuki-0.5b",
    bool Raw = false,
    int RepairRounds = 1,
    bool AskForInputs = true);
