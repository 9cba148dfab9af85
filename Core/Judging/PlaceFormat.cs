using Stvg.Core.Frames;

namespace Stvg.Core.Judging;

/// <summary>Where and when a model saw something.</summary>
/// <param name="Begin">First frame.</param>
/// <param name="End">Last frame, inclusive.</param>
/// <param name="Boxes">Boxes by frame, pixels of the original picture; at least one.</param>
public sealed record Places(int Begin, int End, IReadOnlyDictionary<int, Box> Boxes);

/// <summary>The language of a family of models that speak of places themselves.</summary>
public abstract class PlaceFormat
{
    /// <summary>Asks where and when a sentence holds.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="pictures">Frames without marks, in order of time.</param>
    public abstract JudgeQuestion Question(string sentence, IReadOnlyList<JudgePicture> pictures);

    /// <summary>Reads an answer; null when it names no place.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="frames">Numbers of the frames that were shown.</param>
    public abstract Places? Read(string text, IReadOnlyList<int> frames);

    /// <summary>A sentence that can be quoted.</summary>
    protected static string Quoted(string sentence) => $"\"{sentence.ReplaceLineEndings(" ").Replace('"', '\'')}\"";
}
