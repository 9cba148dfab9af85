namespace Stvg.Core.Evaluation;

/// <summary>A sentence of VidSTG with the relation that its annotators described.</summary>
/// <param name="Video">Id of the video.</param>
/// <param name="Text">The sentence as written.</param>
/// <param name="IsQuestion">Whether it asks for a side of the relation; otherwise it describes the subject.</param>
/// <param name="Subject">VidOR category of who does or is something.</param>
/// <param name="Predicate">One of VidOR's predicates.</param>
/// <param name="Object">VidOR category of the other side.</param>
/// <param name="TargetIsObject">Whether the tube asked for is the object's.</param>
public sealed record VidStgSentence(
    string Video, string Text, bool IsQuestion, string Subject, string Predicate, string Object, bool TargetIsObject)
{
    /// <summary>VidOR category of the side whose tube is asked for.</summary>
    public string Target => TargetIsObject ? Object : Subject;

    /// <summary>VidOR category of the side that the sentence gives.</summary>
    public string Other => TargetIsObject ? Subject : Object;
}
