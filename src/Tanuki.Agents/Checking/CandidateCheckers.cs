using Tanuki.Core.Secrets;
using Tanuki.Sandbox;

namespace Tanuki.Agents.Checking;

public static class CandidateCheckers
{
    /// <summary>Checks candidates in <paramref name="sandbox"/>, which stays the caller's to dispose.</summary>
    public static ICandidateChecker Create(ISandbox sandbox, TimeProvider time) =>
        new RedactingChecker(new CandidateChecker(sandbox, time), SecretScanner.ForProcess);
}
