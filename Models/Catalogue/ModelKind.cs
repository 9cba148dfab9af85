using System.Text.Json.Serialization;

namespace Stvg.Models.Catalogue;

/// <summary>What an entry of the catalogue is for.</summary>
public enum ModelKind
{
    /// <summary>Finds objects: boxes, classes, scores.</summary>
    [JsonStringEnumMemberName("detector")] Detector,

    /// <summary>Finds the joints of one person in a crop.</summary>
    [JsonStringEnumMemberName("pose")] Pose,

    /// <summary>A dictionary of words, not a network.</summary>
    [JsonStringEnumMemberName("lexicon")] Lexicon,
}
