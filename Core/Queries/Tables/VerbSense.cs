using Stvg.Core.Queries.Language;

namespace Stvg.Core.Queries.Tables;

/// <summary>What kind of thing a verb says.</summary>
internal enum VerbKind
{
    /// <summary>Nothing that the product judges by itself ("smokes", "sits").</summary>
    Other,

    /// <summary>A manner of movement; <see cref="VerbSense.Motion"/> holds it.</summary>
    Motion,

    /// <summary>Comes into the picture.</summary>
    Enter,

    /// <summary>Goes out of the picture, or away from what it is the object of.</summary>
    Leave,

    /// <summary>A relation to its object; <see cref="VerbSense.Relation"/> holds its name.</summary>
    Relation,

    /// <summary>Has on: the object is a garment.</summary>
    Wear,

    /// <summary>Has.</summary>
    Have,

    /// <summary>Is: what follows says it.</summary>
    Be,

    /// <summary>Begins, goes on, tries: the verb that follows says it.</summary>
    Aspect,

    /// <summary>Is seen, appears: says nothing by itself.</summary>
    Seen,
}

/// <summary>What a verb, with the particle or preposition that belongs to it, says.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Motion">Manner, for a motion; for a relation the manner that it implies, or null.</param>
/// <param name="Relation">Name of the relation, or null.</param>
/// <param name="Pattern">Words that follow the verb, or null.</param>
/// <param name="Transitive">True when the sense needs an object right after the verb.</param>
/// <param name="Posture">How the body is held, or null.</param>
internal sealed record VerbSense(
    VerbKind Kind, Motion? Motion = null, string? Relation = null, PhrasePattern? Pattern = null, bool Transitive = false,
    Posture? Posture = null);
