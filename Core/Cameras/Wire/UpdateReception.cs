namespace Stvg.Core.Cameras.Wire;

/// <summary>What became of a message.</summary>
public enum UpdateReception
{
    /// <summary>It was read, with those that had waited for it; there are updates.</summary>
    Taken,

    /// <summary>What it says was read before, or is of an earlier epoch: there is nothing to do.</summary>
    Known,

    /// <summary>An earlier one is missing, without which it cannot be read; it waits. Ask the writer for a whole one.</summary>
    Missing,
}
