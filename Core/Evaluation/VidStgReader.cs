namespace Stvg.Core.Evaluation;

/// <summary>
/// Reads the annotation files of VidSTG (Zhang et al., "Where Does It Exist: Spatio-Temporal Video Grounding for Multi-Form Sentences",
/// CVPR 2020): per entry one relation between two tracked objects, the captions that state it and the questions that ask for a side of it.
/// </summary>
public static class VidStgReader
{
    /// <summary>Reads all captions and questions, in the order of the file.</summary>
    /// <param name="json">The text in UTF-8.</param>
    /// <param name="source">What to call the text in error messages, usually the file's name.</param>
    /// <exception cref="StvgException">The text is not JSON, or something is missing or refers to nothing.</exception>
    public static List<VidStgSentence> Read(Stream json, string source)
    {
        using var document = JsonText.Parse(json, source);
        var sentences = new List<VidStgSentence>();
        foreach (var entry in new JsonPlace(document.RootElement, source).Items())
        {
            var categories = entry.Property("subject/objects").Items()
                .ToDictionary(item => item.Property("tid").Whole(), item => item.Property("category").Text());
            var relation = entry.Property("used_relation");
            var (subject, other) = (Track(relation.Property("subject_tid")), Track(relation.Property("object_tid")));
            foreach (var (list, isQuestion) in new[] { ("captions", false), ("questions", true) })
            {
                foreach (var item in entry.Property(list).Items())
                {
                    var target = item.Property("target_id");
                    var id = target.Whole();
                    if (id != subject && id != other) throw target.Wrong($"track {id} is on neither side of the relation");
                    sentences.Add(new VidStgSentence(
                        entry.Property("vid").Text(), item.Property("description").Text(), isQuestion,
                        categories[subject], relation.Property("predicate").Text(), categories[other], id != subject));
                }
            }

            int Track(JsonPlace place) => categories.ContainsKey(place.Whole()) ? place.Whole()
                : throw place.Wrong($"there is no track {place.Whole()} under \"subject/objects\"");
        }
        return sentences;
    }
}
