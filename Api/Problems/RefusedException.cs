namespace Stvg.Api.Problems;

/// <summary>A refusal that is about who asks, not about what is asked for.</summary>
internal sealed class RefusedException(Problem problem) : Exception(problem.Detail)
{
    public RefusedException(int status, string message)
        : this(new Problem(status, message))
    {
    }

    /// <summary>What to answer.</summary>
    public Problem Problem { get; } = problem;
}
