import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Role, ROLES } from '@/access';
import { Dialog } from '@/shared/Dialog';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { Buttons, Check, Form, Refusal } from '@/shared/Form';
import { notify } from '@/shared/notices';
import { useProblemText } from '@/shared/useProblemText';
import { addField, archiveField, catalogueQuery, changeField, type FieldSettings, type FieldType, type Option, PERSONAL_DATA, type PersonalData, removeField, TYPES, type WantedField } from './api';
import css from './Fields.module.css';
import { keyOf } from './keyOf';
import { blankOption, Options } from './Options';

/** One field: what it is called, what it tells of a person, who may see it; a new one when there is none. */
export function FieldDialog({ opened, field, onClose }: { opened: boolean; field: FieldSettings | null; onClose: () => void }) {
    const { t, i18n } = useTranslation();
    const title = field === null ? t('fields.new') : i18n.language === 'en' ? field.titleEn : field.titleRu;
    return (
        <Dialog opened={opened} onClose={onClose} width={560} title={title}>
            {opened && <FieldForm key={field?.key ?? ''} field={field} onClose={onClose} />}
        </Dialog>
    );
}

function FieldForm({ field, onClose }: { field: FieldSettings | null; onClose: () => void }) {
    const { t, i18n } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const [titleRu, setTitleRu] = useState(field?.titleRu ?? '');
    const [titleEn, setTitleEn] = useState(field?.titleEn ?? '');
    const [typedKey, setTypedKey] = useState<string | null>(null);
    const [type, setType] = useState<FieldType>(field?.type ?? 'text');
    const [options, setOptions] = useState<readonly Option[]>(field?.options ?? []);
    const [personalData, setPersonalData] = useState<PersonalData>(field?.personalData ?? 'none');
    const [readers, setReaders] = useState<readonly string[]>(field?.readers ?? []);
    const [chosen, setChosen] = useState((field?.readers.length ?? 0) > 0);
    const [source, setSource] = useState(field?.source ?? '');
    const [synonyms, setSynonyms] = useState(field?.synonyms.join(', ') ?? '');
    const [tried, setTried] = useState(false);
    const key = field?.key ?? typedKey ?? keyOf(titleEn.trim() === '' ? titleRu : titleEn);
    const own = !field?.standard;
    const hasOptions = own && (type === 'one_of' || type === 'many_of');

    const done = (text: string) => async () => {
        await client.invalidateQueries({ queryKey: catalogueQuery.queryKey });
        notify(text);
        onClose();
    };
    const name = i18n.language === 'en' ? titleEn.trim() : titleRu.trim();
    const saving = useMutation({ mutationFn: (wanted: WantedField) => (field ? changeField(field.key, wanted) : addField(wanted)), onSuccess: done(t('fields.saved', { name })) });
    const archiving = useMutation({
        mutationFn: (archived: boolean) => archiveField(key, archived, field?.version ?? 0),
        onSuccess: done(t(field?.archived ? 'fields.restored' : 'fields.archivedNow', { name })),
    });
    const wrong: Record<string, string | null> = own
        ? {
              '/titleRu': titleRu.trim() === '' ? t('fields.form.empty') : null,
              '/titleEn': titleEn.trim() === '' ? t('fields.form.empty') : null,
              '/key': key === '' ? t('fields.form.empty') : null,
              '/options': hasOptions && options.length === 0 ? t('fields.form.noOptions') : null,
          }
        : {};
    const told = (pointer: string) => (tried && wrong[pointer]) || fieldProblem(saving.error, pointer);
    const pointers = ['/titleRu', '/titleEn', '/key', '/type', '/options', '/personalData', '/readers', '/source', '/synonyms'];
    const inOptions = options.flatMap((_, index) => ['', '/code', '/titleRu', '/titleEn'].map((end) => `/options/${index}${end}`));
    const listed = words(synonyms);
    const submit = () => {
        setTried(true);
        if (saving.isPending || Object.values(wrong).some((text) => text !== null)) return;
        saving.mutate({
            key,
            type,
            titleRu: titleRu.trim(),
            titleEn: titleEn.trim(),
            personalData,
            readers: chosen ? [...readers] : [],
            source: source.trim(),
            synonyms: listed,
            options: hasOptions ? options.map((option) => ({ ...option, code: option.code.trim() })) : [],
            version: field?.version ?? 0,
        });
    };
    const changeType = (next: FieldType) => {
        setType(next);
        if ((next === 'one_of' || next === 'many_of') && options.length === 0) setOptions([blankOption(), blankOption()]);
    };
    const failed = [saving, archiving].find(({ isError }) => isError)?.error;
    const synonymProblem = listed.map((_, index) => fieldProblem(saving.error, `/synonyms/${index}`)).find((text) => text !== null) ?? told('/synonyms');
    const atFields = saving.isError && toldAtFields(saving.error, [...pointers, ...inOptions, ...listed.map((_, index) => `/synonyms/${index}`)]);
    return (
        <Form narrow onSubmit={submit}>
            {field?.standard && <p className="muted s14">{t('fields.standardText')}</p>}
            {own && (
                <>
                    <TextInput data-autofocus label={t('fields.form.titleRu')} autoComplete="off" value={titleRu} onChange={(event) => setTitleRu(event.currentTarget.value)} error={told('/titleRu')} />
                    <TextInput label={t('fields.form.titleEn')} autoComplete="off" value={titleEn} onChange={(event) => setTitleEn(event.currentTarget.value)} error={told('/titleEn')} />
                </>
            )}
            {field === null ? (
                <>
                    <TextInput
                        label={t('fields.form.key')}
                        description={t('fields.form.keyHelp')}
                        inputWrapperOrder={['label', 'input', 'description', 'error']}
                        autoComplete="off"
                        spellCheck={false}
                        value={key}
                        onChange={(event) => setTypedKey(event.currentTarget.value)}
                        error={told('/key')}
                    />
                    <NativeSelect
                        label={t('fields.form.type')}
                        description={t(`fields.typeHelp.${type}`)}
                        inputWrapperOrder={['label', 'input', 'description', 'error']}
                        value={type}
                        onChange={(event) => changeType(event.currentTarget.value as FieldType)}
                        data={TYPES.map((one) => ({ value: one, label: t(`fields.type.${one}`) }))}
                        error={told('/type')}
                    />
                </>
            ) : (
                own && <p className="muted s14">{t('fields.fixed', { key, type: t(`fields.type.${type}`) })}</p>
            )}
            {hasOptions && <Options options={options} onChange={setOptions} error={told('/options')} told={(pointer) => fieldProblem(saving.error, pointer)} />}
            <NativeSelect
                label={t('fields.form.personal')}
                description={t(`fields.personalHelp.${personalData}`)}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                value={personalData}
                onChange={(event) => setPersonalData(event.currentTarget.value as PersonalData)}
                data={PERSONAL_DATA.map((one) => ({ value: one, label: t(`fields.kind.${one}`) }))}
                error={told('/personalData')}
            />
            <fieldset className={css.readers}>
                <legend>{t('fields.form.readers')}</legend>
                <Check label={t('fields.form.chosen')} help={chosen ? t('fields.form.chosenHelp') : t(`fields.seen.${personalData}`)} checked={chosen} onChange={setChosen} />
                {chosen &&
                    ROLES.filter((role) => role !== 'administrator').map((role: Role) => (
                        <Check
                            key={role}
                            label={t(`role.${role}`)}
                            checked={readers.includes(role)}
                            onChange={(on) => setReaders((before) => (on ? [...before, role] : before.filter((one) => one !== role)))}
                        />
                    ))}
            </fieldset>
            <TextInput
                label={t('fields.form.source')}
                description={t('fields.form.sourceHelp')}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                autoComplete="off"
                value={source}
                onChange={(event) => setSource(event.currentTarget.value)}
                error={told('/source')}
            />
            <TextInput
                label={t('fields.form.synonyms')}
                description={t('fields.form.synonymsHelp')}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                autoComplete="off"
                value={synonyms}
                onChange={(event) => setSynonyms(event.currentTarget.value)}
                error={synonymProblem}
            />
            {field && <Ending field={field} name={name} busy={archiving.isPending} onArchive={(archived) => archiving.mutate(archived)} onRemoved={done(t('fields.removed', { name }))} />}
            <Refusal>{failed !== undefined && !atFields && problemText(failed)}</Refusal>
            <Buttons>
                <Button onClick={onClose}>{t('fields.cancel')}</Button>
                <Button type="submit" variant="filled" aria-disabled={saving.isPending}>
                    {saving.isPending ? t('fields.busy') : field ? t('fields.save') : t('fields.make')}
                </Button>
            </Buttons>
        </Form>
    );
}

const words = (text: string) => text.split(/[,;\n]/).map((word) => word.trim()).filter(Boolean);

type EndingProps = { field: FieldSettings; name: string; busy: boolean; onArchive: (archived: boolean) => void; onRemoved: () => Promise<void> };

/** Out of what is offered, back, or away for good: a removed field takes its values with it, and so is asked about twice. */
function Ending({ field, name, busy, onArchive, onRemoved }: EndingProps) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const [asked, setAsked] = useState(false);
    const removing = useMutation({ mutationFn: () => removeField(field.key), onSuccess: onRemoved });
    if (field.key === 'phone' || field.key === 'external_id') return null;
    return (
        <div className={css.ending}>
            <p>
                {t(field.archived ? 'fields.inArchive' : 'fields.unneeded')}{' '}
                <button type="button" className="act" onClick={() => !busy && onArchive(!field.archived)}>
                    {t(busy ? 'fields.busy' : field.archived ? 'fields.restore' : 'fields.archive')}
                </button>
            </p>
            {field.archived && !field.standard && (
                <p>
                    {asked ? t('fields.removeText', { name }) : t('fields.removeFirst')}{' '}
                    <button type="button" className="act" onClick={() => (asked ? !removing.isPending && removing.mutate() : setAsked(true))}>
                        {t(removing.isPending ? 'fields.busy' : asked ? 'fields.removeYes' : 'fields.remove')}
                    </button>
                </p>
            )}
            <Refusal>{removing.isError && problemText(removing.error)}</Refusal>
        </div>
    );
}
