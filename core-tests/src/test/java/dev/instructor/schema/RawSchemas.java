package dev.instructor.schema;

import dev.instructor.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** Schemas as people write them by hand, odd ones included. Quotes are single to be readable. */
final class RawSchemas {
  private RawSchemas() {}

  /** Returns them by name. */
  static Map<String, JsonSchema> all() {
    Map<String, JsonSchema> all = new LinkedHashMap<>();
    TEXTS.forEach(
        (name, text) ->
            all.put(
                name, JsonSchema.of(Json.parse(text.replace('\'', '"')).asObject().orElseThrow())));
    return all;
  }

  private static final Map<String, String> TEXTS = new LinkedHashMap<>();

  static {
    TEXTS.put("raw-anything", "{}");
    TEXTS.put("raw-array-root", "{'type':'array','minItems':1,'items':{'type':'number'}}");
    TEXTS.put("raw-nullable-root", "{'type':['object','null'],'properties':{'a':{'type':'null'}}}");
    TEXTS.put("raw-recursive-array-root", "{'type':'array','items':{'$ref':'#'}}");
    TEXTS.put("raw-const-root", "{'const':'yes'}");
    TEXTS.put(
        "raw-one-of",
        """
        {'title':'Shape','oneOf':[
          {'type':'object','properties':{'r':{'type':'number','exclusiveMinimum':0}},'required':['r']},
          {'type':'object','properties':{'w':{'type':'number'},'h':{'type':'number'}},'required':['w','h']}]}""");
    TEXTS.put(
        "raw-one-of-with-common-part",
        """
        {'type':'object','properties':{'id':{'type':'integer'}},'required':['id'],'oneOf':[
          {'properties':{'kind':{'const':'a'},'x':{'type':'string'}},'required':['kind','x']},
          {'properties':{'kind':{'const':'b'},'y':{'type':'string'}},'required':['kind']}]}""");
    TEXTS.put(
        "raw-all-of",
        """
        {'allOf':[{'$ref':'#/$defs/Base'},
          {'type':'object','properties':{'age':{'type':'integer','minimum':18}},'required':['age']}],
         '$defs':{'Base':{'type':'object','description':'A base','properties':
           {'name':{'type':'string'},'age':{'type':'integer','maximum':99}},'required':['name']}}}""");
    TEXTS.put(
        "raw-pattern-properties",
        """
        {'type':'object','patternProperties':{'^[a-z]{2}$':{'type':'string','maxLength':40}},
         'additionalProperties':false,'minProperties':1}""");
    TEXTS.put(
        "raw-reference-siblings",
        """
        {'type':'object','properties':{
           'from':{'$ref':'#/$defs/Point','description':'Start','title':'From'},
           'to':{'$ref':'#/$defs/Point'},
           'count':{'$ref':'#/$defs/Count','maximum':5}},
         'required':['from','to','count'],
         '$defs':{'Point':{'type':'object','description':'A point','properties':
            {'x':{'type':'number'},'y':{'type':'number'}},'required':['x','y'],
            'additionalProperties':false},
           'Count':{'type':'integer','minimum':1}}}""");
    TEXTS.put(
        "raw-draft-4",
        """
        {'$schema':'http://json-schema.org/draft-04/schema#','id':'http://example.com/person',
         'type':'object','required':['name'],
         'properties':{'name':{'type':['string','null']},
           'age':{'type':'integer','minimum':0,'exclusiveMinimum':true},
           'boss':{'$ref':'#/definitions/Person','description':'not counted beside $ref'}},
         'definitions':{'Person':{'type':'object','properties':{'name':{'type':'string'}}}}}""");
    TEXTS.put(
        "raw-draft-7-conditions",
        """
        {'$schema':'http://json-schema.org/draft-07/schema#','type':'object',
         'properties':{'country':{'enum':['US','CA']},'zip':{'type':'string'}},
         'required':['country','zip'],
         'if':{'properties':{'country':{'const':'US'}}},
         'then':{'properties':{'zip':{'pattern':'^[0-9]{5}$'}}}}""");
    TEXTS.put(
        "raw-tuple",
        """
        {'type':'object','properties':{'point':{'type':'array','prefixItems':
          [{'type':'number'},{'type':'number'}],'items':false}},'required':['point']}""");
    TEXTS.put(
        "raw-open-object",
        """
        {'type':'object','properties':{'id':{'type':'integer'}},'required':['id'],
         'additionalProperties':true}""");
    TEXTS.put(
        "raw-strings",
        """
        {'type':'object','properties':{
           'code':{'type':'string','pattern':'^[A-Z]{3}$'},
           'secret':{'type':'string','pattern':'^(?=.*[0-9]).+$','minLength':8},
           'page':{'type':'string','format':'uri','default':'https://example.com'},
           'when':{'type':'string','format':'date-time','examples':['2026-01-31T09:30:00Z']},
           'data':{'type':'string','contentEncoding':'base64'}},
         'required':['code','secret','page','when','data'],'additionalProperties':false}""");
    TEXTS.put(
        "raw-arrays",
        """
        {'type':'object','properties':{
           'tags':{'type':'array','items':{'type':'string'},'uniqueItems':true,'maxItems':5},
           'scores':{'type':'array','items':{'type':'number','multipleOf':0.5},
                     'contains':{'minimum':1}}},
         'required':['tags','scores'],'dependentRequired':{'tags':['scores']}}""");
    TEXTS.put(
        "raw-types",
        """
        {'type':'object','properties':{
           'scalar':{'type':['string','integer','null'],'description':'A word or a number'},
           'mixed':{'type':['array','string'],'items':{'type':'string'}},
           'level':{'enum':['low','high',3,null]},
           'map':{'type':['object','null'],'additionalProperties':{'type':'integer'}}},
         'required':['scalar','level']}""");
    TEXTS.put(
        "raw-recursion-through-property",
        """
        {'type':'object','properties':{'tree':{'type':'object','properties':{
           'label':{'type':'string'},
           'children':{'type':'array','items':{'$ref':'#/properties/tree'}}},
           'required':['label','children'],'additionalProperties':false}},'required':['tree']}""");
    TEXTS.put(
        "raw-anchor",
        """
        {'type':'object','properties':{'home':{'$ref':'#address'}},'required':['home'],
         '$defs':{'Address':{'$anchor':'address','type':'object','properties':
           {'city':{'type':'string'}},'required':['city']}}}""");
  }
}
