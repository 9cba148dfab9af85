using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Sparsification;

/// <summary>A place that changed and stayed so.</summary>
/// <param name="Id">Its number among such places, from 1.</param>
/// <param name="Fate">What happened there.</param>
/// <param name="Begin">First frame.</param>
/// <param name="End">Last frame so far.</param>
/// <param name="Box">Where, original pixels.</param>
public sealed record StationaryThing(int Id, ThingFate Fate, int Begin, int End, Box Box);
