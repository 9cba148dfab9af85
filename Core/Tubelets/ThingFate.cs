namespace Stvg.Core.Tubelets;

/// <summary>What became of a thing that stands for itself.</summary>
public enum ThingFate
{
    /// <summary>Nothing that anybody noticed: whatever is detected and followed.</summary>
    None,

    /// <summary>Somebody left it; it lies where nothing was before.</summary>
    LeftBehind,

    /// <summary>It was there, and is gone: the place where it was.</summary>
    TakenAway,
}
