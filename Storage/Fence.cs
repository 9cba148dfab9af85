using Stvg.Core;

namespace Stvg.Storage;

/// <summary>Right of one owner to write for one thing ("camera/gate-1", "group/7"), until another owner takes it.</summary>
/// <param name="Name">The thing.</param>
/// <param name="Epoch">Grows with every owner; the newest one's alone is good.</param>
public sealed record Fence(string Name, long Epoch);

/// <summary>Somebody else has taken over: whoever gets this must stop at once and must not try again.</summary>
public sealed class FencedException : StvgException
{
    /// <summary>Refuses the owner of a fence that is lost.</summary>
    public FencedException(Fence fence) : base(Line(fence)) { }

    /// <inheritdoc/>
    public FencedException(string message) : base(message) { }

    /// <inheritdoc/>
    public FencedException(string message, Exception inner) : base(message, inner) { }

    /// <inheritdoc/>
    public FencedException() { }

    private static string Line(Fence fence)
    {
        ArgumentNullException.ThrowIfNull(fence);
        return FormattableString.Invariant(
            $"another process has taken over '{fence.Name}' since epoch {fence.Epoch}, nothing was written: stop working for it here");
    }
}
