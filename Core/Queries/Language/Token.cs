namespace Stvg.Core.Queries.Language;

/// <summary>A word or a mark of punctuation of the sentence.</summary>
/// <param name="Text">As the user wrote it.</param>
/// <param name="Lower">Lower case, straight apostrophes: what tables are asked for.</param>
/// <param name="IsWord">False for punctuation.</param>
/// <param name="Glued">True when no white space stands before it in the sentence ("'s", ",").</param>
internal readonly record struct Token(string Text, string Lower, bool IsWord, bool Glued);
