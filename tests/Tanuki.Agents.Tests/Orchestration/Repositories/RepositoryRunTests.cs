using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Orchestration.Repositories;
using Tanuki.Agents.Tests.Support;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Tests.Orchestration.Repositories;

public sealed class RepositoryRunTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mistake_is_found_mended_verified_and_kept_on_a_branch()
    {
        await using var repository = await ShopRepository.CreateAsync();
        var before = repository.Git("status", "--porcelain") + repository.Git("rev-parse", "HEAD") + repository.Read("shop.py");
        using var run = repository.Begin();
        var answer = await new CodingAgent(repository.Parts(ShopRepository.Knowing())).WorkAsync(run, null, Cancellation);

        Assert.Equal(Verdict.Verified, answer.Receipt.Verdict);
        Assert.Equal("repository", answer.Receipt.Task.Kind);
        var patch = Assert.Single(answer.Files).Content;
        Assert.Contains($"-{ShopRepository.Broken}\n+{ShopRepository.Mended}\n", patch, StringComparison.Ordinal);
        Assert.Equal($"tanuki/{run.Id}", answer.Receipt.Repository!.Branch);
        Assert.Contains(ShopRepository.Mended, repository.Git("show", $"tanuki/{run.Id}:shop.py"), StringComparison.Ordinal);
        Assert.Equal(before, repository.Git("status", "--porcelain") + repository.Git("rev-parse", "HEAD") + repository.Read("shop.py"));
        Assert.Equal("total", run.Events.OfType<PlacesFound>().Single().Symbols[0].Name);
        Assert.Empty(Directory.GetDirectories(repository.Folders.Of(run.Id)));
    }

    [Fact]
    public async Task Without_git_the_change_is_kept_as_a_file()
    {
        await using var repository = await ShopRepository.CreateAsync(git: false);
        using var run = repository.Begin();
        var answer = await new CodingAgent(repository.Parts(ShopRepository.Knowing())).WorkAsync(run, null, Cancellation);

        Assert.Equal((Verdict.Verified, null), (answer.Receipt.Verdict, answer.Receipt.Repository!.Branch));
        var change = Assert.Single(RepositoryChanges.Read(repository.Folders.Change(run.Id)));
        Assert.Equal(("shop.py", true), (change.Path, change.Content!.Contains(ShopRepository.Mended, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_program_that_ends_before_the_tests_run_has_not_passed_them()
    {
        await using var repository = await ShopRepository.CreateAsync();
        using var run = repository.Begin();
        var backbone = new ScriptedBackbone((request, _) => new ScriptedAnswer(
            request.AssistantPrefill.EndsWith("def rounded(amount):\n", StringComparison.Ordinal)
                ? "    return 1\n\n\n__import__(\"os\")._exit(0)\n```\n"
                : "    pass\n"));
        var answer = await new CodingAgent(repository.Parts(backbone)).WorkAsync(run, null, Cancellation);

        Assert.Equal(Verdict.GaveUp, answer.Receipt.Verdict);
        Assert.Contains(
            run.Events.OfType<CandidateChecked>().SelectMany(report => report.Checks),
            check => check is { Outcome: CheckOutcome.Failed, Detail: { } why } && why.Contains("fewer tests", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_tests_do_not_need_is_left_out()
    {
        await using var repository = await ShopRepository.CreateAsync();
        using var run = repository.Begin();
        var backbone = new ScriptedBackbone((request, _) => new ScriptedAnswer(
            request.AssistantPrefill.EndsWith("def total(prices, tax):\n", StringComparison.Ordinal) && request.Stop.Contains("\n```") && request.MaxTokens > 60
                ? "    # Adds up.\n    result = 0\n    for price in prices:\n        result += price\n    return result * (1 + tax / 100)\n"
                : "    pass\n"));
        var answer = await new CodingAgent(repository.Parts(backbone)).WorkAsync(run, null, Cancellation);

        Assert.Equal(Verdict.Verified, answer.Receipt.Verdict);
        Assert.Equal("m1", answer.Receipt.Chosen);
        var patch = Assert.Single(answer.Files).Content;
        Assert.Contains(ShopRepository.Mended, patch, StringComparison.Ordinal);
        Assert.DoesNotContain("Adds up", patch, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_tests_passed_before_their_passing_verifies_nothing()
    {
        await using var repository = await ShopRepository.CreateAsync();
        repository.Write("shop.py", repository.Read("shop.py").Replace(ShopRepository.Broken, ShopRepository.Mended, StringComparison.Ordinal));
        using var run = repository.Begin("Change total so that it returns a Decimal.");
        var backbone = new ScriptedBackbone((_, _) => new ScriptedAnswer("    return sum(prices) * (1 + tax / 100)\n"));
        var answer = await new CodingAgent(repository.Parts(backbone)).WorkAsync(run, null, Cancellation);

        Assert.Equal(Verdict.Unverified, answer.Receipt.Verdict);
        Assert.Contains("does not show", answer.Receipt.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nothing_mends_ends_without_a_change()
    {
        await using var repository = await ShopRepository.CreateAsync();
        using var run = repository.Begin();
        var answer = await new CodingAgent(repository.Parts(new ScriptedBackbone((_, _) => new ScriptedAnswer("    pass\n")))).WorkAsync(run, null, Cancellation);

        Assert.Equal((Verdict.GaveUp, null), (answer.Receipt.Verdict, answer.Receipt.Chosen));
        Assert.Empty(answer.Files);
        Assert.Equal("", repository.Git("branch", "--list", "tanuki/*"));
    }

    [Fact]
    public async Task The_copy_is_worked_on_whatever_the_user_does_meanwhile()
    {
        await using var repository = await ShopRepository.CreateAsync();
        using var run = repository.Begin();
        var backbone = new ScriptedBackbone((request, sample) =>
        {
            repository.Write("shop.py", "raise SystemExit\n");
            return new ScriptedAnswer(request.AssistantPrefill.EndsWith("for price in prices:\n", StringComparison.Ordinal) ? ShopRepository.Mended + "\n" : "    pass\n");
        });
        var answer = await new CodingAgent(repository.Parts(backbone)).WorkAsync(run, null, Cancellation);

        Assert.Equal(Verdict.Verified, answer.Receipt.Verdict);
        Assert.Equal("raise SystemExit\n", repository.Read("shop.py"));
    }

    [Fact]
    public async Task No_packet_is_above_its_budget_and_each_has_the_task_whole()
    {
        await using var repository = await ShopRepository.CreateAsync();
        repository.Write("shop.py", repository.Read("shop.py") + string.Concat(Enumerable.Range(0, 2000).Select(i => $"\n\ndef more{i}(value):\n    return value + {i}\n")));
        using var run = repository.Begin();
        var backbone = ShopRepository.Knowing();
        await new CodingAgent(repository.Parts(backbone)).WorkAsync(run, null, Cancellation);

        Assert.All(run.Events.OfType<ProposalStarted>(), round =>
        {
            Assert.Contains("A test fails. Fix the bug.", round.Packet.Messages[^1].Content, StringComparison.Ordinal);
            Assert.True(round.Packet.Sections!.Sum(section => section.Tokens) <= 1600);
        });
    }

    [Fact]
    public async Task A_key_in_a_file_or_in_what_tests_print_is_in_no_event()
    {
        const string Key = "ghp_" + "0123456789abcdefghijABCDEFGHIJ012345";
        await using var repository = await ShopRepository.CreateAsync();
        repository.Write("shop.py", repository.Read("shop.py").Replace("import math", $"import math\n\nTOKEN = \"{Key}\"", StringComparison.Ordinal));
        repository.Write("tests/test_shop.py", repository.Read("tests/test_shop.py").Replace("def test_total(self):", $"def test_total(self):\n        print(\"{Key}\")", StringComparison.Ordinal));
        using var run = repository.Begin();
        var answer = await new CodingAgent(repository.Parts(ShopRepository.Knowing())).WorkAsync(run, null, Cancellation);

        Assert.Equal(Verdict.Verified, answer.Receipt.Verdict);
        Assert.DoesNotContain(Key, System.Text.Json.JsonSerializer.Serialize(run.Events, Core.TanukiJson.Compact), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_cut_off_after_any_event_goes_on_to_the_same_change()
    {
        await using var repository = await ShopRepository.CreateAsync();
        using var whole = repository.Begin();
        var answer = await new CodingAgent(repository.Parts(ShopRepository.Knowing())).WorkAsync(whole, null, Cancellation);
        for (var logged = 1; logged < whole.Events.Count; logged++)
        {
            var begun = new DoomedRun(repository.Begin(), logged);
            await Assert.ThrowsAsync<KilledException>(() => new CodingAgent(repository.Parts(ShopRepository.Knowing())).WorkAsync(begun, null, Cancellation));
            begun.Dispose();

            using var resumed = repository.Log.Resume(begun.Id);
            var again = await new CodingAgent(repository.Parts(ShopRepository.Knowing())).WorkAsync(resumed, null, Cancellation);

            Assert.Equal(answer.Files, again.Files);
            Assert.Equal(answer.Receipt.Verdict, again.Receipt.Verdict);
            Assert.Contains(ShopRepository.Mended, repository.Git("show", $"tanuki/{begun.Id}:shop.py"), StringComparison.Ordinal);
            Assert.Empty(Directory.GetDirectories(repository.Folders.Of(begun.Id)));
        }
    }
}
