using Stvg.Core.Queries.Language;

namespace Stvg.Core.Queries;

/// <summary>
/// Decomposes an English sentence into a plan: tokens, parts of speech, constituents, sub-queries. Any string gives a plan or a
/// <see cref="StvgException"/> that says why not. Immutable and safe for concurrent use.
/// </summary>
public sealed class QueryParser
{
    /// <summary>Longest sentence, in characters; longer ones are refused.</summary>
    public const int MaximumLength = 1000;

    private const string Advice = "describe what to look for, for example \"a man in a red jacket\"";

    /// <summary>Id of the one part of a sentence of which nothing is understood.</summary>
    internal const string Unknown = "u1";

    private readonly Vocabulary _vocabulary;

    /// <summary>Makes a parser.</summary>
    /// <param name="lexicon">Open word classes; <see cref="Lexicon.Empty"/> leaves the parser with the words of its own domain.</param>
    public QueryParser(Lexicon lexicon)
    {
        ArgumentNullException.ThrowIfNull(lexicon);
        _vocabulary = new Vocabulary(lexicon);
    }

    /// <summary>The same parser for a detector that knows other classes than COCO's: their names are found by the sentence's nouns.</summary>
    /// <param name="names">Class names ("forklift", "pallet_jack"); those of COCO change nothing.</param>
    public QueryParser WithClasses(IEnumerable<string> names) => new(_vocabulary.Lexicon.With(new OwnClasses(names)));

    /// <summary>
    /// The plan of a sentence for somebody who has learned words that the lexicon lacks: where nothing of it is understood, anything may be meant,
    /// and the whole sentence is one part that is not judged.
    /// </summary>
    /// <exception cref="StvgException">The sentence is empty, too long, or has no words.</exception>
    public QueryPlan ParseLearned(string sentence)
    {
        try
        {
            return Parse(sentence);
        }
        catch (NothingUnderstoodException e)
        {
            return new QueryPlan
            {
                Text = sentence, Target = new Entity(Tables.Nouns.Anything, []), Warnings = [e.Message],
                SubQueries = [new SubQuery(Unknown, SubQueryKind.Action, sentence, new UnjudgedPredicate(sentence))],
            };
        }
    }

    /// <summary>The plan of a sentence.</summary>
    /// <exception cref="NothingUnderstoodException">None of it is understood.</exception>
    /// <exception cref="StvgException">The sentence is empty, too long, or has no words.</exception>
    public QueryPlan Parse(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        if (string.IsNullOrWhiteSpace(sentence)) throw new StvgException($"the sentence is empty: {Advice}");
        if (sentence.Length > MaximumLength)
        {
            throw new StvgException(
                $"the sentence has {sentence.Length} characters, at most {MaximumLength} are read: describe one thing in a sentence");
        }

        var tokens = Tokeniser.Tokenise(sentence);
        if (!tokens.Exists(token => token.IsWord))
            throw new StvgException($"the sentence has no words: {Advice}");
        var mended = new Spelling(_vocabulary).Mend(tokens);
        var words = new Segmenter(_vocabulary).Segment(tokens);
        Tagger.Assign(words);
        var syntax = new SyntaxParser(tokens, words, _vocabulary.Lexicon).Parse() ?? new Sentence { Target = new NounPhrase() };
        return new PlanBuilder(tokens, words, _vocabulary.Lexicon).Build(sentence, syntax, mended);
    }
}
