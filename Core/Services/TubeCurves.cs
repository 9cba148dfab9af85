namespace Stvg.Core.Services;

/// <summary>Why an answer is one: what every part of its sentence scored over time.</summary>
/// <param name="FramesPerSecond">Rate of the frame numbers.</param>
/// <param name="Begin">Frame of the first score: the object's life around the tube.</param>
/// <param name="Curves">One for each sub-query that could be judged, in the plan's order.</param>
/// <param name="ClipBegin">Frame at which the answer's video begins; null when there is none.</param>
/// <param name="ClipEnd">Frame at which it ends.</param>
public sealed record TubeCurves(double FramesPerSecond, int Begin, IReadOnlyList<ScoreCurve> Curves, double? ClipBegin, double? ClipEnd);

/// <summary>What one sub-query scored.</summary>
/// <param name="SubQuery">It.</param>
/// <param name="Scores">In [0, 1], one for each frame from <see cref="TubeCurves.Begin"/> on.</param>
public sealed record ScoreCurve(Queries.SubQuery SubQuery, IReadOnlyList<float> Scores);
