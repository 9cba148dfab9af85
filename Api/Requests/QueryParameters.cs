using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Stvg.Api.Problems;

namespace Stvg.Api.Requests;

/// <summary>
/// Looks at the query string before the framework binds it, with the handler's own parameters as the list of what there may be: unknown
/// and doubled ones are refused, and errors say what is needed rather than which .NET type it was to become.
/// </summary>
internal sealed class QueryParameters(RequestDelegate next)
{
    private delegate bool Reads(string text);

    // A type that is missing here is not a query parameter.
    private static readonly Dictionary<Type, (Reads Reads, string Needed)> s_types = new()
    {
        [typeof(string)] = (_ => true, "a text"),
        [typeof(string[])] = (_ => true, "a list"),
        [typeof(int)] = (text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _), "a whole number"),
        [typeof(long)] = (text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _), "a whole number"),
        [typeof(double)] = (text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _), "a number"),
        [typeof(bool)] = (text => bool.TryParse(text, out _), "true or false"),
        [typeof(UtcTime)] = (text => UtcTime.TryParse(text, CultureInfo.InvariantCulture, out _), "a time such as 2026-01-31T08:30:00Z"),
    };

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint() is RouteEndpoint endpoint) Check(http.Request.Query, Of(endpoint));
        return next(http);
    }

    private static List<(IParameterBindingMetadata Parameter, Type Type)> Of(RouteEndpoint endpoint)
    {
        var found = new List<(IParameterBindingMetadata, Type)>();
        foreach (var parameter in endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>())
        {
            var type = Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) ?? parameter.ParameterInfo.ParameterType;
            var elsewhere = endpoint.RoutePattern.GetParameter(parameter.Name) is not null
                || parameter.ParameterInfo.IsDefined(typeof(Microsoft.AspNetCore.Mvc.FromHeaderAttribute), inherit: false);
            if (!elsewhere && s_types.ContainsKey(type)) found.Add((parameter, type));
        }

        return found;
    }

    private static void Check(IQueryCollection query, List<(IParameterBindingMetadata Parameter, Type Type)> parameters)
    {
        foreach (var (name, values) in query)
        {
            var index = parameters.FindIndex(p => string.Equals(p.Parameter.Name, name, StringComparison.Ordinal));
            if (index < 0) throw new FieldException(name, $"there is no query parameter '{name}' here; {Known(parameters)}");
            var type = parameters[index].Type;
            if (values.Count > 1 && type != typeof(string[])) throw new FieldException(name, $"the query parameter '{name}' is given {values.Count} times");
            var (reads, needed) = s_types[type];
            // A form sends its empty fields too: nothing was said.
            foreach (var text in values)
                if (!string.IsNullOrEmpty(text) && !reads(text)) throw new FieldException(name, $"the query parameter '{name}' is '{text}'; {needed} is needed");
        }

        foreach (var (parameter, _) in parameters)
        {
            if (!parameter.IsOptional && string.IsNullOrWhiteSpace(query[parameter.Name]))
                throw new FieldException(parameter.Name, $"the query parameter '{parameter.Name}' is missing");
        }
    }

    private static string Known(List<(IParameterBindingMetadata Parameter, Type Type)> parameters) =>
        parameters.Count == 0 ? "it takes none" : $"it takes {string.Join(", ", parameters.Select(p => p.Parameter.Name))}";
}
