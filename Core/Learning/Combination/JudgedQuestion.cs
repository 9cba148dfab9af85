using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning;

/// <summary>A sentence about a scene, and what operators said of answers to it.</summary>
/// <param name="Plan">The sentence, decomposed.</param>
/// <param name="Scene">What was around those answers.</param>
/// <param name="Verdicts">At least one.</param>
public sealed record JudgedQuestion(QueryPlan Plan, Scene Scene, IReadOnlyList<JudgedObject> Verdicts);

/// <summary>What was said of an object as an answer.</summary>
/// <param name="Verdict">Right or wrong.</param>
/// <param name="TubeletId">Its tubelet in the scene.</param>
/// <param name="Begin">First frame of the answer that was judged.</param>
/// <param name="End">Its last frame, inclusive.</param>
public sealed record JudgedObject(Verdict Verdict, int TubeletId, int Begin, int End);
