namespace Stvg.Core.Evaluation;

/// <summary>Sentences about clips with their true tubes; read with <see cref="GroundingSetReader"/>.</summary>
/// <param name="Name">What the set is called.</param>
/// <param name="Clips">The clips by their name in the set.</param>
/// <param name="Queries">The sentences, in the order of the file.</param>
public sealed record GroundingSet(string Name, IReadOnlyDictionary<string, GroundingClip> Clips, IReadOnlyList<GroundingQuery> Queries);

/// <summary>A clip of a grounding set. Paths are as written, relative to the set file.</summary>
/// <param name="Video">The video file.</param>
/// <param name="Tracks">Ground-truth tracks of it, as MOT text.</param>
public sealed record GroundingClip(string Video, string Tracks);

/// <summary>A sentence and what it means.</summary>
/// <param name="Id">Unique in the set.</param>
/// <param name="Clip">Name of the clip.</param>
/// <param name="Query">The sentence.</param>
/// <param name="Truth">Who and when, or null: nothing in the clip matches.</param>
/// <param name="Tags">Kinds of sentence that figures are wanted for.</param>
public sealed record GroundingQuery(string Id, string Clip, string Query, GroundingTruth? Truth, IReadOnlyList<string> Tags);

/// <summary>The true answer to a sentence, in the numbers of the MOT file.</summary>
/// <param name="Target">Track id.</param>
/// <param name="Begin">First frame, counted from 1.</param>
/// <param name="End">Last frame, inclusive.</param>
public sealed record GroundingTruth(int Target, int Begin, int End);
