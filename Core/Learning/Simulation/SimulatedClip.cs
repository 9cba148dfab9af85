using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning.Simulation;

/// <summary>A clip that nobody filmed: what a detector and a tracker would have made of it, and what can be said of it.</summary>
/// <param name="Scene">What was tracked.</param>
/// <param name="Sentences">What can be said, with the truth; at most six, seldom fewer than two.</param>
public sealed record SimulatedClip(Scene Scene, IReadOnlyList<SimulatedSentence> Sentences);

/// <summary>A sentence that fits exactly one object of its clip, at exactly one time.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="TubeletId">
/// Whom it describes: of an object that the tracker lost and found as another, the tubelet with more of the interval.
/// </param>
/// <param name="Begin">First frame of the clip on which it holds and the tubelet lives.</param>
/// <param name="End">Last such frame, inclusive.</param>
/// <param name="Tags">
/// What is to be understood, in the words of the grounding sets: <c>attribute</c>, <c>action</c>, <c>relation</c>, <c>position</c>,
/// <c>direction</c>, <c>enter/leave</c>, <c>temporal</c>, <c>site-words</c>.
/// </param>
public sealed record SimulatedSentence(string Text, int TubeletId, int Begin, int End, IReadOnlyList<string> Tags);
