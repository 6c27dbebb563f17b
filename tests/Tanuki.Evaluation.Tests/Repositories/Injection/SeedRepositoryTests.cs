using Tanuki.Agents.Faults;
using Tanuki.Evaluation.Repositories.Injection;

namespace Tanuki.Evaluation.Tests.Repositories.Injection;

public sealed class SeedRepositoryTests
{
    [Fact]
    public void Every_seed_has_functions_and_places_for_many_kinds_of_mistakes()
    {
        Assert.Equal(9, SeedRepository.All.Count);
        Assert.Equal(4, SeedRepository.All.Select(seed => seed.Settings.Language).Distinct().Count());
        foreach (var seed in SeedRepository.All)
        {
            var sources = seed.Sources().ToList();
            Assert.True(sources.Count >= 6, $"{seed.Name}: {sources.Count} sources");
            Assert.True(seed.Files.ContainsKey("README.md"), seed.Name);
            Assert.True(sources.Sum(source => source.Functions.Count) >= 20,
                $"{seed.Name}: {sources.Sum(source => source.Functions.Count)} functions");
            Assert.True(sources.SelectMany(MutationOperators.Find).Select(edit => edit.Operator).Distinct().Count() >= 10, seed.Name);
        }
    }
}
