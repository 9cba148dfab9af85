using Stvg.Core.Alerts.Meanings;

namespace Stvg.Core.Alerts.Watching;

/// <summary>That an object fits a meaning, and when; shared by all queries that mean the same.</summary>
/// <param name="Meaning">What it fits.</param>
/// <param name="Score">How well, in [0, 1].</param>
/// <param name="Begin">First frame.</param>
/// <param name="End">Last frame, inclusive.</param>
/// <param name="Evidence">A score for every part of the meaning; NaN where it could not be judged.</param>
internal sealed record Finding(Meaning Meaning, float Score, int Begin, int End, float[] Evidence);
