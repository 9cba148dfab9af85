using System.Collections.Immutable;

namespace Stvg.Core.Queries;

/// <summary>A sentence, decomposed: what is sought, and one sub-query for everything that is said of it.</summary>
public sealed record QueryPlan
{
    /// <summary>The sentence as the user wrote it.</summary>
    public required string Text { get; init; }

    /// <summary>The thing whose tube is asked for.</summary>
    public required Entity Target { get; init; }

    /// <summary>Everything that is said of the target, in the order of the sentence.</summary>
    public ImmutableArray<SubQuery> SubQueries { get; init; } = [];

    /// <summary>Whether the sentence is a question, and which side of its relation it asks for.</summary>
    public QuestionForm Question { get; init; }

    /// <summary>Id of the sub-query that stands for the sentence's main verb ("holds a ball"); null when it has none.</summary>
    public string? Main { get; init; }

    /// <summary>For the user: words that nothing can judge, readings that were guessed. Never empty when something was dropped.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}

/// <summary>Which side of the relation a question asks for ("who pushes the cart?": subject; "what does the man push?": object).</summary>
public enum QuestionForm
{
    /// <summary>A statement or a bare description.</summary>
    None,

    /// <summary>The asked thing does or is something.</summary>
    Subject,

    /// <summary>Something is done to the asked thing.</summary>
    Object,
}

/// <summary>A thing that a noun phrase describes.</summary>
/// <param name="Noun">Head noun as written, singular, lower case ("man", "van"); "anything" when the sentence names none.</param>
/// <param name="Categories">
/// Names of classes that the noun may be detected as, best first, COCO's and those that the parser was told of
/// (<see cref="QueryParser.WithClasses"/>); families are spelled out ("car", "truck", "bus").
/// Empty means that no detector class fits and any tubelet may.
/// </param>
public sealed record Entity(string Noun, ImmutableArray<string> Categories)
{
    /// <summary>What is said of the thing itself; only used for the other side of a relation.</summary>
    public ImmutableArray<SubQuery> SubQueries { get; init; } = [];

    /// <summary>How many of them, when the sentence says ("two people"); otherwise 1.</summary>
    public int Count { get; init; } = 1;
}

/// <summary>One judgeable piece of a sentence.</summary>
/// <param name="Id">Unique in its plan: a letter for the kind and a number from 1 ("a1", "v1", "r1", "p1", "t1").</param>
/// <param name="Kind">Which part of the engine judges it: attributes choose the object, actions choose the interval.</param>
/// <param name="Text">The words it came from, readable on their own ("in black", "walking from right to left").</param>
/// <param name="Predicate">What is judged.</param>
public sealed record SubQuery(string Id, SubQueryKind Kind, string Text, Predicate Predicate)
{
    /// <summary>True where it is part of the noun phrase and tells which one is meant ("the man who came in"), not what he does there.</summary>
    public bool Restrictive { get; init; }

    /// <summary>True for "without a bag", "does not stop": the score is turned round.</summary>
    public bool Negated { get; init; }
}

/// <summary>The kinds of sub-query; written in lower case in JSON.</summary>
public enum SubQueryKind
{
    /// <summary>What the object looks like; constant over its life.</summary>
    Attribute,

    /// <summary>What it does; true in some intervals.</summary>
    Action,

    /// <summary>How it stands to another object.</summary>
    Relation,

    /// <summary>Where in the picture it is.</summary>
    Position,

    /// <summary>When: order of appearance, start or end of the video, before, after, while.</summary>
    Temporal,
}
