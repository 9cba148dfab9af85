using System.Globalization;
using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Services;
using Stvg.Storage.Engines;

namespace Stvg.Storage.Sql;

/// <summary>A filter and a scope as a condition on the table <c>tubelet t</c>.</summary>
internal sealed class FilterSql
{
    private readonly List<Argument> _arguments = [];
    private readonly List<string> _conditions = [];

    /// <summary>Values of the condition's parameters.</summary>
    public IReadOnlyList<Argument> Arguments => _arguments;

    /// <summary>The condition, beginning with AND; empty when everything passes.</summary>
    public string Sql => string.Concat(_conditions.Select(condition => $" AND {condition}"));

    /// <summary>Adds a filter: each clause is one AND operation for every word of it that is not zero.</summary>
    public FilterSql Add(PlanFilter? filter)
    {
        if (filter is null) return this;
        for (var i = 0; i < filter.Clauses.Length; i++)
        {
            List<string> words = [];
            for (var word = 0; word < 4; word++)
            {
                var bits = filter.Clauses[i].Word(word);
                if (bits == 0) continue;
                var name = string.Create(CultureInfo.InvariantCulture, $"@f{i}w{word}");
                words.Add(string.Create(CultureInfo.InvariantCulture, $"(t.bits{word} & {name})"));
                _arguments.Add(new(name, unchecked((long)bits)));
            }

            _conditions.Add(words.Count == 0 ? "1 = 0" : $"({string.Join(" | ", words)}) <> 0");
        }

        return this;
    }

    /// <summary>Adds a scope.</summary>
    /// <param name="scope">Where and when.</param>
    /// <param name="database">Whose SQL it is.</param>
    /// <param name="cameras">How many cameras the archive knows.</param>
    public FilterSql Add(SearchScope scope, Database database, long cameras)
    {
        if (!scope.Cameras.IsDefaultOrEmpty)
        {
            // Looking rows up camera by camera costs about ten times as much a row as looking at all in their order, so it pays for few
            // cameras only; the plus keeps the engines from it.
            var way = scope.Cameras.Length <= cameras / 12 ? "" : "+";
            _conditions.Add($"{way}t.seer IN (SELECT id FROM seer WHERE camera_id {database.In("@cameras")})");
            _arguments.Add(new("@cameras", database.List(scope.Cameras.Select(camera => camera.Clean()))));
        }

        if (scope.From is { } from) Add("t.end_at > @from", "@from", from.ToUnits());
        if (scope.To is { } to) Add("t.begin_at < @to", "@to", to.ToUnits());
        return this;
    }

    private void Add(string condition, string name, object value)
    {
        _conditions.Add(condition);
        _arguments.Add(new(name, value));
    }
}
