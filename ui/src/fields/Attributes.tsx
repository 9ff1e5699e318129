import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Attribute, ATTRIBUTE_TYPES, MOST_ATTRIBUTES } from './eventKinds';
import css from './Fields.module.css';
import { keyOf } from './keyOf';

type Props = {
    attributes: readonly Attribute[];
    /** So many of the first are there already: events and conditions name them, so that they stay what they are. */
    kept: number;
    onChange: (attributes: readonly Attribute[]) => void;
    told: (pointer: string) => string | null;
};

/** What is told of an event, one a line. The key follows the title until somebody writes one. */
export function Attributes({ attributes, kept, onChange, told }: Props) {
    const { t } = useTranslation();
    const set = (index: number, change: Partial<Attribute>) => onChange(attributes.map((one, at) => (at === index ? { ...one, ...change } : one)));
    return (
        <fieldset className={css.options}>
            <legend>{t('fields.attributes.legend')}</legend>
            <p className="muted s14">{t('fields.attributes.help')}</p>
            {attributes.map((attribute, index) => {
                const { key, titleRu, titleEn, type } = attribute;
                const suggested = (ru: string, en: string) => {
                    const made = (one: string, other: string) => keyOf(other.trim() === '' ? one : other);
                    return index >= kept && key === made(titleRu, titleEn) ? { key: made(ru, en) } : {};
                };
                return (
                    // Lines have no name of their own while they are written.
                    <div key={index} className={css.attribute} role="group" aria-label={t('fields.attributes.nth', { number: index + 1 })}>
                        <TextInput
                            label={t('fields.options.titleRu')}
                            autoComplete="off"
                            value={titleRu}
                            onChange={(event) => set(index, { titleRu: event.currentTarget.value, ...suggested(event.currentTarget.value, titleEn) })}
                            error={told(`/attributes/${index}/titleRu`)}
                        />
                        <TextInput
                            label={t('fields.options.titleEn')}
                            autoComplete="off"
                            value={titleEn}
                            onChange={(event) => set(index, { titleEn: event.currentTarget.value, ...suggested(titleRu, event.currentTarget.value) })}
                            error={told(`/attributes/${index}/titleEn`)}
                        />
                        {index < kept ? (
                            <p className="muted s14">{t('fields.attributes.fixed', { key, type: t(`fields.type.${type}`) })}</p>
                        ) : (
                            <>
                                <TextInput label={t('fields.form.key')} autoComplete="off" spellCheck={false} value={key} onChange={(event) => set(index, { key: event.currentTarget.value })} error={told(`/attributes/${index}/key`)} />
                                <NativeSelect
                                    label={t('fields.form.type')}
                                    value={type}
                                    onChange={(event) => set(index, { type: event.currentTarget.value as Attribute['type'] })}
                                    data={ATTRIBUTE_TYPES.map((one) => ({ value: one, label: t(`fields.type.${one}`) }))}
                                />
                                <button type="button" className="act" aria-label={t('fields.attributes.dropNth', { number: index + 1 })} onClick={() => onChange(attributes.filter((_, at) => at !== index))}>
                                    {t('fields.options.drop')}
                                </button>
                            </>
                        )}
                    </div>
                );
            })}
            {told('/attributes') && (
                <p className={css.wrong} role="alert">
                    {told('/attributes')}
                </p>
            )}
            {attributes.length < MOST_ATTRIBUTES && (
                <Button size="compact" onClick={() => onChange([...attributes, { key: '', titleRu: '', titleEn: '', type: 'text' }])}>
                    {t('fields.attributes.add')}
                </Button>
            )}
        </fieldset>
    );
}
